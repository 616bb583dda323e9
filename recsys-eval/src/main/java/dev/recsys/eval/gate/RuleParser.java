package dev.recsys.eval.gate;

import dev.recsys.DataException;
import java.util.Optional;

/** Reads a rule from left to right; errors name the position, counted from 1. */
final class RuleParser {

    private static final String GRAMMAR =
            "write METRIC < NUMBER, METRIC < MODEL or METRIC < MODEL - NUMBER%, with < or >, + or -, and % or not, for instance"
                    + " ndcg@10 < baseline - 1%";

    private final String text;
    private int at;

    private RuleParser(String text) {
        this.text = text;
    }

    static GateRule parse(String text) {
        return new RuleParser(text).rule();
    }

    private GateRule rule() {
        skipSpace();
        int start = at;
        String metric = word("<>'\"");
        if (metric.isEmpty()) {
            throw error(start, "there must be a metric");
        }
        skipSpace();
        if (at == text.length() || "<>".indexOf(text.charAt(at)) < 0) {
            throw error(at, "there must be < or >");
        }
        boolean below = text.charAt(at++) == '<';
        if (at < text.length() && text.charAt(at) == '=') {
            throw error(at, "there is no <= and no >=, as values are seldom equal");
        }
        skipSpace();
        return against(metric, below);
    }

    private GateRule against(String metric, boolean below) {
        int start = at;
        boolean quoted = at < text.length() && isQuote(text.charAt(at));
        String name = quoted ? quoted() : word("<>'\"");
        if (name.isEmpty()) {
            throw error(start, "there must be a number or a model");
        }
        skipSpace();
        Optional<Double> number = quoted ? Optional.empty() : number(name);
        if (number.isPresent()) {
            requireEnd("after a number nothing may follow");
            return new GateRule(text.strip(), metric, below, Bound.of(number.get()), Evidence.SHOWN);
        }
        if (!quoted && !Character.isLetter(name.charAt(0)) && name.charAt(0) != '_') {
            throw error(
                    start,
                    "'" + name
                            + "' is neither a number nor a model; put names that do not begin with a letter in quotes");
        }
        Bound bound = margin(Bound.of(name));
        return new GateRule(text.strip(), metric, below, bound, Evidence.SHOWN);
    }

    private Bound margin(Bound bound) {
        if (at == text.length()) {
            return bound;
        }
        char sign = text.charAt(at);
        if (sign != '+' && sign != '-') {
            throw error(at, "after a model + or - may follow");
        }
        at++;
        skipSpace();
        int start = at;
        String word = word("%");
        double size = number(word)
                .filter(value -> value >= 0 && "+-".indexOf(word.charAt(0)) < 0)
                .orElseThrow(() -> error(start, "there must be a number without sign"));
        skipSpace();
        boolean percent = at < text.length() && text.charAt(at) == '%';
        at += percent ? 1 : 0;
        skipSpace();
        requireEnd("after the margin nothing may follow");
        double signed = sign == '-' ? -size : size;
        return percent ? bound.times(1 + signed / 100) : bound.plus(signed);
    }

    private static boolean isQuote(char c) {
        return c == '\'' || c == '"';
    }

    private String quoted() {
        int start = at;
        int end = text.indexOf(text.charAt(at), at + 1);
        if (end < 0) {
            throw error(start, "the quote is not closed");
        }
        at = end + 1;
        return text.substring(start + 1, end);
    }

    /** What comes up to a space or one of some characters. */
    private String word(String ends) {
        int start = at;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at)) && ends.indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(start, at);
    }

    /** Digits with or without a point: no exponents, no NaN, no hexadecimals. */
    private static Optional<Double> number(String word) {
        return word.matches("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)")
                ? Optional.of(Double.parseDouble(word))
                : Optional.empty();
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private void requireEnd(String rule) {
        if (at < text.length()) {
            throw error(at, rule + " but there is '" + text.substring(at) + "'");
        }
    }

    private DataException error(int position, String rule) {
        return new DataException("rule '" + text + "', position " + (position + 1), rule, GRAMMAR);
    }
}
