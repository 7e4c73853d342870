package io.plimsoll.bench.cuts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Finds the sentences that state a fact: those of its span with most of its keywords, more than half at least, and of these
 * the ones that share most words with the question. Facts that the user told are looked for in the user's words first.
 */
final class StatedFact {

    private static final int SHORTEST_SENTENCE = 12;
    private static final int SHORTEST_WORD = 3;

    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+(?=[A-Z\"'*(\\[])|\\n+");
    private static final Pattern NUMBERING = Pattern.compile("^\\s*\\d+[.)]\\s*");
    private static final Pattern WORD = Pattern.compile("[a-z]+");
    private static final Set<String> COMMON = Set.of(
            ("what where when which who how many much did does do is are was were the a an of to in on for my i you me your"
                            + " at with from has have had and or it that this be can could would about we our")
                    .split(" "));

    private final List<Pattern> keywords;
    private final Set<String> asked;
    private final String teller;
    private final int from;
    private final int to;

    StatedFact(JsonNode fact) {
        keywords = fact.path("keywords")
                .valueStream()
                .map(keyword -> wholeWord(keyword.asString("")))
                .toList();
        asked = words(fact.path("question").asString("")).stream()
                .filter(word -> word.length() >= SHORTEST_WORD && !COMMON.contains(word))
                .collect(Collectors.toCollection(HashSet::new));
        teller = fact.path("question_type").asString("").equals("single-session-assistant") ? "assistant" : "user";
        from = fact.path("message_start").asInt(0);
        to = fact.path("message_end").asInt(0);
    }

    /** How well a sentence states the fact, keywords before words of the question. */
    private record Fit(int keywords, int words) implements Comparable<Fit> {

        static final Fit NONE = new Fit(0, 0);

        @Override
        public int compareTo(Fit other) {
            return keywords == other.keywords ? words - other.words : keywords - other.keywords;
        }
    }

    /** The best ones; empty where nobody states it. */
    List<String> sentences(JsonNode chat) {
        List<String> told = sentences(chat, Set.of(teller));
        return told.isEmpty() ? sentences(chat, Set.of("user", "assistant")) : told;
    }

    private List<String> sentences(JsonNode chat, Set<String> roles) {
        Fit best = Fit.NONE;
        List<String> chosen = new ArrayList<>();
        for (int i = from; i <= Math.min(to, chat.size() - 1); i++) {
            if (!roles.contains(chat.path(i).path("role").asString(""))) {
                continue;
            }
            for (String sentence : split(chat.path(i).path("content").asString(""))) {
                Fit fit = fit(NUMBERING.matcher(sentence).replaceFirst(""));
                if (2 * fit.keywords > keywords.size() && fit.compareTo(best) >= 0) {
                    if (fit.compareTo(best) > 0) {
                        chosen.clear();
                    }
                    best = fit;
                    chosen.add(sentence);
                }
            }
        }
        return best.words > 0 || best.keywords == keywords.size() ? chosen : List.of();
    }

    private Fit fit(String sentence) {
        int hits = (int) keywords.stream()
                .filter(keyword -> keyword.matcher(sentence).find())
                .count();
        Set<String> shared = new HashSet<>(words(sentence));
        shared.retainAll(asked);
        return new Fit(hits, shared.size());
    }

    private static List<String> split(String text) {
        return Arrays.stream(SENTENCE_END.split(text))
                .map(String::strip)
                .filter(sentence -> sentence.length() >= SHORTEST_SENTENCE)
                .toList();
    }

    private static List<String> words(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static Pattern wholeWord(String word) {
        return Pattern.compile(
                "(?<!\\w)" + Pattern.quote(word) + "(?!\\w)",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
    }
}
