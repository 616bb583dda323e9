package dev.recsys.model;

/** What of this process decides the bits of a trained model. */
final class Platform {

    private Platform() {}

    static String current() {
        return "plain, JDK " + Runtime.version().feature() + ", " + System.getProperty("os.arch", "unknown");
    }
}
