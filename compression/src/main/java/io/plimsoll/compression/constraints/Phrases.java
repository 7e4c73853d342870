package io.plimsoll.compression.constraints;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** The phrases by which instructions are known, of all languages together. Immutable. */
final class Phrases {

    private static final String FILE = "instruction-phrases.txt";
    /** The set of words behind which a clause begins as well. */
    private static final String CONNECTIVES = "@and";

    /** What a phrase says of the sentence that it stands in. */
    enum Kind {
        /** Nothing: the words of other phrases that it covers do not count. */
        CANCEL,
        /** It is a prohibition or a duty. */
        BINDING,
        /** It is some other instruction. */
        GUIDING,
        /** In front of a colon or a list: what follows is an instruction. */
        LABEL,
        /** Alone in a short sentence: the next sentence is an instruction. */
        SCOPE,
        /** In a question: it is a request. */
        REQUEST
    }

    private final Map<Kind, Map<String, List<Phrase>>> byFirstWord = new EnumMap<>(Kind.class);
    private final Set<String> connectives;

    private Phrases(Map<Kind, List<Phrase>> phrases, Set<String> connectives) {
        this.connectives = connectives;
        for (Kind kind : Kind.values()) {
            Map<String, List<Phrase>> index = new HashMap<>();
            for (Phrase phrase : phrases.getOrDefault(kind, List.of())) {
                for (String word : phrase.firstWords()) {
                    index.computeIfAbsent(word, first -> new ArrayList<>()).add(phrase);
                }
            }
            byFirstWord.put(kind, index);
        }
    }

    /** Those of the phrase file beside this class. */
    static Phrases read() {
        try (InputStream file = Objects.requireNonNull(Phrases.class.getResourceAsStream(FILE), FILE);
                var lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return parse(lines.lines().toList());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(FILE, unreadable);
        }
    }

    static Phrases parse(List<String> lines) {
        Map<String, Set<String>> sets = new LinkedHashMap<>();
        Map<Kind, List<Phrase>> phrases = new EnumMap<>(Kind.class);
        Kind kind = Kind.CANCEL;
        for (String line : lines) {
            String rule = line.strip();
            if (rule.isEmpty() || rule.startsWith("//")) {
                continue;
            }
            if (rule.startsWith("[")) {
                kind = Kind.valueOf(rule.substring(1, rule.length() - 1).toUpperCase(Locale.ROOT));
            } else if (rule.startsWith("@") && rule.contains(" = ")) {
                String[] set = rule.split(" = ", 2);
                sets.put(set[0], Set.copyOf(List.of(set[1].strip().split(" +"))));
            } else {
                phrases.computeIfAbsent(kind, first -> new ArrayList<>()).add(Phrase.parse(rule, sets));
            }
        }
        return new Phrases(phrases, sets.getOrDefault(CONNECTIVES, Set.of()));
    }

    /** Whether a phrase of {@code kind} stands in {@code words} that no {@link Kind#CANCEL} covers. */
    boolean stand(Kind kind, Words words) {
        Map<String, List<Phrase>> index = byFirstWord.getOrDefault(kind, Map.of());
        BitSet cancelled = cancelled(words);
        for (int at = 0; at < words.size(); at++) {
            if (!cancelled.get(at) && end(index, words, at) >= 0) {
                return true;
            }
        }
        return false;
    }

    private BitSet cancelled(Words words) {
        Map<String, List<Phrase>> index = byFirstWord.getOrDefault(Kind.CANCEL, Map.of());
        var cancelled = new BitSet();
        for (int at = 0; at < words.size(); at++) {
            int end = end(index, words, at);
            if (end > at) {
                cancelled.set(at, end);
            }
        }
        return cancelled;
    }

    private int end(Map<String, List<Phrase>> index, Words words, int at) {
        int furthest = -1;
        for (Phrase phrase : index.getOrDefault(words.text().get(at), List.of())) {
            if (!phrase.atClause() || beginsClause(words, at)) {
                furthest = Math.max(furthest, phrase.endAt(words, at));
            }
        }
        return furthest;
    }

    private boolean beginsClause(Words words, int at) {
        return words.afterBreak().get(at) || connectives.contains(words.text().get(at - 1));
    }
}
