package dev.recsys.recommend;

import dev.recsys.DataException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads the text form of a rule, by recursive descent. Used once, by one thread. */
final class RuleParser {

    static final int MAX_LENGTH = 100_000;
    static final int MAX_TERMS = 1_000;
    private static final int MAX_DEPTH = 100;
    private static final int MAX_SHOWN = 200; // of the text, in messages
    private static final String EXAMPLE = "for instance category=Comedy & price<=10 & !lang=fr";

    private final String text;
    private int at;
    private int depth;
    private int terms; // and listed values beyond the first

    RuleParser(String text) {
        this.text = text;
    }

    RuleNode parse() {
        if (text.length() > MAX_LENGTH) {
            at = MAX_LENGTH;
            throw wrong("more than " + MAX_LENGTH + " characters", "build a rule as long as this in code");
        }
        RuleNode node = either();
        if (at < text.length()) {
            throw wrong("'" + text.charAt(at) + "' where the rule should end or go on with & or |", EXAMPLE);
        }
        return node;
    }

    private RuleNode either() {
        List<RuleNode> parts = new ArrayList<>();
        do {
            RuleNode.Or.addParts(both(), parts);
        } while (take("|"));
        return parts.size() == 1 ? parts.get(0) : new RuleNode.Or(List.copyOf(parts));
    }

    private RuleNode both() {
        List<RuleNode> parts = new ArrayList<>();
        do {
            RuleNode.And.addParts(single(), parts);
        } while (take("&"));
        return parts.size() == 1 ? parts.get(0) : new RuleNode.And(List.copyOf(parts));
    }

    private RuleNode single() {
        if (++depth > MAX_DEPTH) {
            throw wrong("more than " + MAX_DEPTH + " levels of brackets and negations", "write it flatter");
        }
        RuleNode node;
        if (take("!")) {
            node = negated(single());
        } else if (take("(")) {
            node = either();
            require(")", "close the bracket that was opened");
        } else {
            node = term();
        }
        depth--;
        return node;
    }

    private static RuleNode negated(RuleNode node) {
        return node instanceof RuleNode.Not twice ? twice.part() : new RuleNode.Not(node);
    }

    private RuleNode term() {
        skipSpace();
        countOne();
        boolean inQuotes = at < text.length() && text.charAt(at) == '"';
        String name = value("a term", EXAMPLE);
        if (!inQuotes && name.equals(RuleText.VALID) && take("@")) {
            return new RuleNode.ValidAt(instant());
        }
        if (take("!=")) {
            return new RuleNode.Not(equal(name, inQuotes));
        }
        if (take(">=")) {
            return new RuleNode.AtLeast(name, number());
        }
        if (take("<=")) {
            return new RuleNode.AtMost(name, number());
        }
        if (take("=")) {
            return equal(name, inQuotes);
        }
        if (!inQuotes && name.equals(RuleText.KNOWN)) {
            return new RuleNode.Known();
        }
        String remedy = text.startsWith("<", at) || text.startsWith(">", at)
                ? "bounds are written " + name + "<=10 or " + name + ">=10"
                : "write " + name + "=value, " + name + "=*, " + name + ">=1 or " + name + "<=1";
        throw wrong("'" + name + "' without a value", remedy);
    }

    /** A rule costs a pass over the items for each term, and memory for each value; a user may have written it. */
    private boolean countOne() {
        if (++terms > MAX_TERMS) {
            throw wrong("more than " + MAX_TERMS + " terms and listed values", "build a rule as long as this in code");
        }
        return true;
    }

    private RuleNode equal(String name, boolean inQuotes) {
        boolean category = !inQuotes && name.equals(RuleText.CATEGORY);
        if (take("*")) {
            return category ? new RuleNode.AnyCategory() : new RuleNode.HasAttribute(name);
        }
        Set<String> values = new TreeSet<>();
        if (take("{")) {
            do {
                values.add(value("a value", "separate values with commas, name={a, b}"));
            } while (take(",") && countOne());
            require("}", "close the list, name={a, b}");
        } else {
            values.add(value("a value", "write one after =, in double quotes if it holds signs or nothing"));
        }
        return category ? new RuleNode.CategoryIn(values) : new RuleNode.AttributeIn(name, values);
    }

    private double number() {
        int from = at;
        String written = value("a number", "write a bound such as 10 or 9.99");
        try {
            double number = Double.parseDouble(written);
            if (Double.isFinite(number)) {
                return number + 0.0;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        at = from;
        throw wrong("'" + written + "' where a number should be", "write a bound such as 10 or 9.99");
    }

    private Instant instant() {
        int from = at;
        String written = value("an instant", "write one such as 2026-01-01T00:00:00Z");
        try {
            return Instant.parse(written);
        } catch (DateTimeException e) {
            at = from;
            throw wrong("'" + written + "' where an instant should be", "write one such as 2026-01-01T00:00:00Z");
        }
    }

    /** A bare word or words, or text in quotes. */
    private String value(String what, String remedy) {
        skipSpace();
        if (at < text.length() && text.charAt(at) == '"') {
            return quoted();
        }
        int from = at;
        while (at < text.length() && !RuleText.isReserved(text.charAt(at))) {
            at++;
        }
        String value = text.substring(from, at).strip();
        if (value.isEmpty()) {
            at = Math.min(at, text.length());
            String found = at == text.length() ? "the end" : "'" + text.charAt(at) + "'";
            throw wrong(found + " where " + what + " should be", remedy);
        }
        return value;
    }

    private String quoted() {
        int from = at++;
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            value.append(text.charAt(at++));
        }
        if (at >= text.length()) {
            at = from;
            throw wrong("quotes that are not closed", "end the value with \"");
        }
        at++;
        skipSpace();
        return value.toString();
    }

    private void require(String sign, String remedy) {
        if (!take(sign)) {
            String found = at == text.length() ? "the end" : "'" + text.charAt(at) + "'";
            throw wrong(found + " where '" + sign + "' should be", remedy);
        }
    }

    private boolean take(String sign) {
        skipSpace();
        boolean there = text.startsWith(sign, at);
        at += there ? sign.length() : 0;
        return there;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private DataException wrong(String found, String remedy) {
        String start = text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "..." : text;
        String shown = start.replaceAll("\\p{Cntrl}", " ");
        return new DataException("rule '" + shown + "'", "has " + found + ", at character " + (at + 1), remedy);
    }
}
