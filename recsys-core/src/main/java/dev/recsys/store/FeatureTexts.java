package dev.recsys.store;

import java.util.Map;
import java.util.TreeMap;

/** Text forms of feature values that have more than one part. */
final class FeatureTexts {

    private FeatureTexts() {}

    static String format(FeatureVector vector) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < vector.size(); i++) {
            text.append(i == 0 ? "" : ",").append(vector.value(i));
        }
        return text.toString();
    }

    static FeatureVector parseVector(String text) {
        if (text.isEmpty()) {
            return FeatureVector.of();
        }
        String[] cells = text.split(",", -1);
        float[] values = new float[cells.length];
        for (int i = 0; i < cells.length; i++) {
            values[i] = Float.parseFloat(cells[i]);
        }
        return FeatureVector.of(values);
    }

    /** One line for each entry: the number, a blank, the key with backslashes and line breaks escaped. */
    static String format(Map<String, Double> map) {
        StringBuilder text = new StringBuilder();
        map.forEach((key, value) -> text.append(value)
                .append(' ')
                .append(key.replace("\\", "\\\\").replace("\n", "\\n"))
                .append('\n'));
        return text.toString();
    }

    static Map<String, Double> parseMap(String text) {
        Map<String, Double> map = new TreeMap<>();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            int blank = text.indexOf(' ', from);
            if (end < 0 || blank < 0 || blank > end) {
                throw new IllegalArgumentException(
                        "a line of a map must be 'number key' but the text from place " + from + " on is not");
            }
            map.put(unescaped(text.substring(blank + 1, end)), Double.valueOf(text.substring(from, blank)));
            from = end + 1;
        }
        return map;
    }

    private static String unescaped(String key) {
        if (key.indexOf('\\') < 0) {
            return key;
        }
        StringBuilder plain = new StringBuilder(key.length());
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c == '\\' && i + 1 < key.length()) {
                i++;
                c = key.charAt(i) == 'n' ? '\n' : key.charAt(i);
            }
            plain.append(c);
        }
        return plain.toString();
    }
}
