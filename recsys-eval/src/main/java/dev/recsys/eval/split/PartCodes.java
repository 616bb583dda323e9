package dev.recsys.eval.split;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Codes of parts, four to a byte, the first in the lowest bits: for fingerprints and files. */
final class PartCodes {

    /** Rows that are packed at a time. */
    static final int BLOCK = 1 << 16;

    private final MessageDigest digest;

    private PartCodes(MessageDigest digest) {
        this.digest = digest;
    }

    static PartCodes digestOf(String logFingerprint) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(("recsys split 1 " + logFingerprint).getBytes(StandardCharsets.UTF_8));
            return new PartCodes(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    void add(byte[] codes) {
        byte[] packed = new byte[BLOCK / 4];
        for (int from = 0; from < codes.length; from += BLOCK) {
            int rows = Math.min(BLOCK, codes.length - from);
            digest.update(packed, 0, pack(codes, from, rows, packed));
        }
    }

    String toHex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** How many bytes that many rows take. */
    static int bytes(int rows) {
        return (int) ((rows + 3L) / 4);
    }

    /** Packs rows, at most {@link #BLOCK}, and says how many bytes they took; bits after the last row are 0. */
    static int pack(byte[] codes, int from, int rows, byte[] out) {
        int bytes = bytes(rows);
        for (int i = 0; i < bytes; i++) {
            int packed = 0;
            int in = Math.min(4, rows - 4 * i);
            for (int j = 0; j < in; j++) {
                packed |= codes[from + 4 * i + j] << (2 * j);
            }
            out[i] = (byte) packed;
        }
        return bytes;
    }

    /** The counterpart of {@link #pack}. */
    static void unpack(byte[] packed, byte[] codes, int from, int rows) {
        for (int i = 0; i < rows; i++) {
            codes[from + i] = (byte) ((packed[i / 4] >>> (2 * (i % 4))) & 3);
        }
    }
}
