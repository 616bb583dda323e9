package dev.recsys.io.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;

/** A view of part of an array of characters, pointed elsewhere for every field instead of making a string. */
final class TextSpan implements CharSequence {

    private char[] chars = new char[0];
    private int from;
    private int length;

    /** Points elsewhere. */
    TextSpan set(char[] newChars, int newFrom, int newLength) {
        chars = newChars;
        from = newFrom;
        length = newLength;
        return this;
    }

    /** Points at a part of another view. */
    TextSpan part(TextSpan whole, int start, int end) {
        return set(whole.chars, whole.from + start, end - start);
    }

    /** A parser of this text. */
    JsonParser parser(JsonFactory factory) throws IOException {
        return factory.createParser(chars, from, length);
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        return chars[from + index];
    }

    @Override
    public boolean isEmpty() {
        return length == 0;
    }

    /** Takes the white space off both ends. */
    TextSpan trim() {
        int end = from + length;
        while (from < end && chars[from] <= ' ') {
            from++;
        }
        while (end > from && chars[end - 1] <= ' ') {
            end--;
        }
        length = end - from;
        return this;
    }

    /** A copy. */
    @Override
    public CharSequence subSequence(int start, int end) {
        return new String(chars, from + start, end - start);
    }

    @Override
    public String toString() {
        return new String(chars, from, length);
    }
}
