package dev.recsys;

/**
 * Input that breaks a rule: an unreadable row, a missing id, an unknown configuration key, a log without times where
 * times are needed. The message is one line: place, rule, remedy.
 */
@Stable
public final class DataException extends RecsysException {

    private static final long serialVersionUID = 1L;

    private final String place;
    private final String rule;
    private final String remedy;

    /**
     * Describes one broken rule.
     *
     * @param place where it is: a file with line and column, a table with row, a configuration key
     * @param rule what must hold and what was found instead
     * @param remedy what the reader can do about it
     */
    public DataException(String place, String rule, String remedy) {
        super(place + ": " + rule + "; " + remedy);
        this.place = place;
        this.rule = rule;
        this.remedy = remedy;
    }

    /**
     * As {@link #DataException(String, String, String)}, keeping what caused it.
     *
     * @param cause the failure underneath
     */
    public DataException(String place, String rule, String remedy, Throwable cause) {
        super(place + ": " + rule + "; " + remedy, cause);
        this.place = place;
        this.rule = rule;
        this.remedy = remedy;
    }

    /** Where the problem is. */
    public String place() {
        return place;
    }

    /** The rule that is broken, with the value found. */
    public String rule() {
        return rule;
    }

    /** What to do about it. */
    public String remedy() {
        return remedy;
    }
}
