package dev.recsys.recommend;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Writes rules as text that {@link RuleParser} reads. */
final class RuleText {

    static final String CATEGORY = "category";
    static final String KNOWN = "known";
    static final String VALID = "valid";

    private static final String RESERVED = "&|!(){},\"=<>@*";
    private static final int TIGHTEST = 2;

    private RuleText() {}

    static String of(RuleNode node) {
        return of(node, 0);
    }

    /** How tight a node binds: 0 or, 1 and, 2 all else. In brackets where it is looser than its place. */
    private static String of(RuleNode node, int place) {
        if (node instanceof RuleNode.Or or) {
            return bracketed(place > 0, joined(or.parts(), " | ", 1));
        }
        if (node instanceof RuleNode.And and) {
            return bracketed(place > 1, joined(and.parts(), " & ", TIGHTEST));
        }
        if (node instanceof RuleNode.Not not) {
            return "!" + of(not.part(), TIGHTEST);
        }
        return term((RuleNode.Term) node);
    }

    private static String joined(List<RuleNode> parts, String sign, int place) {
        return parts.stream().map(part -> of(part, place)).collect(Collectors.joining(sign));
    }

    private static String bracketed(boolean needed, String text) {
        return needed ? "(" + text + ")" : text;
    }

    private static String term(RuleNode.Term term) {
        if (term instanceof RuleNode.CategoryIn in) {
            return CATEGORY + "=" + values(in.names());
        } else if (term instanceof RuleNode.AnyCategory) {
            return CATEGORY + "=*";
        } else if (term instanceof RuleNode.AttributeIn in) {
            return name(in.name()) + "=" + values(in.values());
        } else if (term instanceof RuleNode.HasAttribute has) {
            return name(has.name()) + "=*";
        } else if (term instanceof RuleNode.AtLeast least) {
            return name(least.name()) + ">=" + number(least.min());
        } else if (term instanceof RuleNode.AtMost most) {
            return name(most.name()) + "<=" + number(most.max());
        } else if (term instanceof RuleNode.ValidAt valid) {
            return VALID + "@" + valid.instant();
        } else if (term instanceof RuleNode.Where where) {
            return "where(" + where.name() + ")";
        }
        return KNOWN;
    }

    private static String values(Collection<String> values) {
        String list = values.stream().map(RuleText::quoted).collect(Collectors.joining(", "));
        return values.size() == 1 ? list : "{" + list + "}";
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }

    private static String name(String name) {
        boolean word = name.equals(CATEGORY) || name.equals(KNOWN) || name.equals(VALID);
        return word ? "\"" + name + "\"" : quoted(name);
    }

    private static String quoted(String text) {
        boolean plain = !text.isEmpty()
                && text.equals(text.strip())
                && text.chars().noneMatch(c -> isReserved((char) c) || Character.isISOControl(c));
        return plain ? text : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    static boolean isReserved(char c) {
        return RESERVED.indexOf(c) >= 0;
    }
}
