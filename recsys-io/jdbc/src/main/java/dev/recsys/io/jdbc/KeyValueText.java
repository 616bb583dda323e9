package dev.recsys.io.jdbc;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map as text for people and programs: {@code key=value} lines, with {@code \\}, {@code \n}, {@code \r}, {@code \e} (=). */
final class KeyValueText {

    private KeyValueText() {}

    static String format(Map<String, ?> map) {
        StringBuilder text = new StringBuilder();
        map.forEach((key, value) -> text.append(escape(key).replace("=", "\\e"))
                .append('=')
                .append(escape(String.valueOf(value)))
                .append('\n'));
        return text.toString();
    }

    static Map<String, String> parse(String text) {
        Map<String, String> map = new LinkedHashMap<>();
        text.lines().filter(line -> !line.isEmpty()).forEach(line -> {
            int equals = line.indexOf('=');
            if (equals < 0) {
                map.put(unescape(line), "");
            } else {
                map.put(unescape(line.substring(0, equals)), unescape(line.substring(equals + 1)));
            }
        });
        return map;
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                plain.append(
                        switch (text.charAt(i)) {
                            case 'n' -> '\n';
                            case 'r' -> '\r';
                            case 'e' -> '=';
                            default -> text.charAt(i);
                        });
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
