package io.plimsoll.gateway.demo;

import java.util.List;
import java.util.SplittableRandom;

/** Makes up what tools return: text that looks like code, test output and search hits, and costs nothing to keep. */
final class Workspace {

    /** How many files there are. */
    static final int FILES = 400;

    private static final List<String> NOUNS = List.of(
            "cargo",
            "hull",
            "draught",
            "ballast",
            "berth",
            "hatch",
            "keel",
            "tonnage",
            "manifest",
            "pilot",
            "anchor",
            "rudder",
            "freeboard",
            "stowage",
            "tide",
            "quay");
    private static final List<String> VERBS = List.of(
            "load", "trim", "moor", "weigh", "settle", "measure", "shift", "survey", "stow", "sound", "list", "steady");

    private Workspace() {}

    /** The path of a file, by number. */
    static String path(int file) {
        return "src/" + NOUNS.get(file % NOUNS.size()) + "/" + capital(VERBS.get(file / NOUNS.size() % VERBS.size()))
                + capital(NOUNS.get(file * 7 % NOUNS.size())) + ".java";
    }

    /** What {@code tool} returns, seeded by {@code random}. */
    static String result(Tool tool, String target, SplittableRandom random) {
        int lines = random.nextInt(tool.fewestLines(), tool.mostLines() + 1);
        var text = new StringBuilder();
        for (int line = 1; line <= lines; line++) {
            switch (tool) {
                case READ_FILE -> code(text, random);
                case RUN_TESTS -> test(text, random);
                case GREP -> hit(text, target, line, random);
            }
        }
        return text.toString();
    }

    /** A sentence of that many words. */
    static String prose(SplittableRandom random, int words) {
        var text = new StringBuilder(capital(pick(VERBS, random)));
        for (int word = 1; word < words; word++) {
            text.append(' ').append(pick(word % 2 == 0 ? VERBS : NOUNS, random));
        }
        return text.append('.').toString();
    }

    private static void code(StringBuilder text, SplittableRandom random) {
        text.append("    ")
                .append(pick(NOUNS, random))
                .append('.')
                .append(pick(VERBS, random))
                .append(capital(pick(NOUNS, random)))
                .append('(')
                .append(random.nextInt(1000))
                .append(");\n");
    }

    private static void test(StringBuilder text, SplittableRandom random) {
        text.append(random.nextInt(10) == 0 ? "FAILED " : "passed ")
                .append(pick(VERBS, random))
                .append('_')
                .append(pick(NOUNS, random))
                .append(" in ")
                .append(random.nextInt(1, 900))
                .append(" ms\n");
    }

    private static void hit(StringBuilder text, String target, int line, SplittableRandom random) {
        text.append(target).append(':').append(line * 13).append(": ");
        code(text, random);
    }

    private static String pick(List<String> words, SplittableRandom random) {
        return words.get(random.nextInt(words.size()));
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
