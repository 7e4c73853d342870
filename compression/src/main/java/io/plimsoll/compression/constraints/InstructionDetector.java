package io.plimsoll.compression.constraints;

import io.plimsoll.compression.constraints.Instruction.Force;
import io.plimsoll.compression.constraints.Passage.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/* What is taken
 *
 * A sentence in which a phrase of the phrase file stands. A label and what it labels ("Constraint: only Python 3.11"). A line
 * that leads to a list, with the list, if that line is an instruction or a label: the items mean nothing without it, or the
 * opposite. A short sentence that says for how long, with the next one ("For the rest of this session. reply in French.").
 *
 * What is not
 *
 * Questions, unless they are polite requests. Lines of logs, traces and code, fenced code, and what an agent put into the
 * user's message. Sentences of more than LONGEST characters: they are pasted text without an end, and half of one could say
 * the opposite of the whole.
 */
/**
 * Finds the durable instructions in what a user wrote, by words and shape alone: no model is asked. Rather takes a sentence
 * too many than misses one, as the archive holds the rest anyway. Deterministic, in time linear in the text's length;
 * immutable and thread-safe.
 */
public final class InstructionDetector {

    /** Of a sentence, and of a list with what leads to it, in characters. */
    static final int LONGEST = 1_200;
    /** A sentence that says for how long the next one holds has at most so many words. */
    private static final int SCOPE_WORDS = 10;
    /** The same where the next sentence begins like any other. */
    private static final int BARE_SCOPE_WORDS = 4;
    /** A label before a colon, or a heading without one, has at most so many. */
    private static final int LABEL_WORDS = 6;

    private final Phrases phrases;

    private InstructionDetector(Phrases phrases) {
        this.phrases = phrases;
    }

    /** A detector of instructions in English, German, French and Spanish, and of the plainest ones in a few more languages. */
    public static InstructionDetector standard() {
        return new InstructionDetector(Phrases.read());
    }

    /**
     * The instructions of {@code message}, in their order.
     *
     * @param message all that one user message says, without tool results
     * @return slices of {@code message} that do not overlap; a text that is said twice is there twice
     */
    public List<Instruction> in(String message) {
        List<Instruction> found = new ArrayList<>();
        for (Span region : OwnWords.in(message)) {
            List<Passage> passages = Passages.in(message, region);
            for (int i = 0; i < passages.size(); ) {
                i = read(message, passages, i, found);
            }
        }
        return List.copyOf(found);
    }

    /** Reads passage {@code at} and whatever belongs to it; returns the first one behind. */
    private int read(String message, List<Passage> passages, int at, List<Instruction> found) {
        Passage passage = passages.get(at);
        if (passage.kind() == Kind.MACHINE) {
            return at + 1;
        }
        List<Span> sentences = isLabelled(message, passage.span())
                ? List.of(passage.span())
                : Sentences.in(message, passage.span(), LONGEST);
        int behind = endOfList(passages, at);
        Span last = sentences.getLast();
        if (behind > at + 1 && leads(message, last)) {
            var list = new Span(last.start(), passages.get(behind - 1).span().end());
            if (list.length() <= LONGEST) {
                readSentences(message, sentences.subList(0, sentences.size() - 1), found);
                found.add(instruction(message, list));
                return behind;
            }
        }
        readSentences(message, sentences, found);
        return at + 1;
    }

    private void readSentences(String message, List<Span> sentences, List<Instruction> found) {
        for (int i = 0; i < sentences.size(); i++) {
            Span sentence = sentences.get(i);
            if (i + 1 < sentences.size() && isScope(message, sentence, sentences.get(i + 1))) {
                i++;
                sentence = new Span(sentence.start(), sentences.get(i).end());
            }
            if (sentence.length() <= LONGEST && isInstruction(message, sentence)) {
                found.add(instruction(message, sentence));
            }
        }
    }

    /**
     * Behind the list that follows passage {@code at}: items, or lines right under it. A list that would be too long is none,
     * so that no passage is looked at from too many places.
     */
    private static int endOfList(List<Passage> passages, int at) {
        Passage lead = passages.get(at);
        int behind = at + 1;
        while (behind < passages.size() && belongs(passages.get(behind), lead.paragraph())) {
            if (passages.get(behind).span().end() - lead.span().end() > LONGEST) {
                return at + 1;
            }
            behind++;
        }
        return behind;
    }

    private static boolean belongs(Passage passage, int paragraph) {
        return switch (passage.kind()) {
            case ITEM -> true;
            case PROSE -> passage.paragraph() == paragraph;
            case MACHINE -> false;
        };
    }

    /** Whether {@code sentence}, right above a list, makes instructions of its items. */
    private boolean leads(String message, Span sentence) {
        if (sentence.length() > LONGEST) {
            return false;
        }
        Words words = Words.of(sentence.of(message));
        if (endsWith(message, sentence, ":：")) {
            return phrases.stand(Phrases.Kind.LABEL, words) || force(words).isPresent();
        }
        return words.size() <= LABEL_WORDS
                && !endsWith(message, sentence, ".!?")
                && phrases.stand(Phrases.Kind.LABEL, words);
    }

    private boolean isInstruction(String message, Span sentence) {
        Words words = Words.of(sentence.of(message));
        if (words.size() < 2) {
            return false;
        }
        if (endsWith(message, sentence, "?？") && !phrases.stand(Phrases.Kind.REQUEST, words)) {
            return false;
        }
        return force(words).isPresent() || isLabelled(message, sentence);
    }

    /** Whether {@code sentence} says nothing but for how long {@code next} holds, which often goes on in small letters. */
    private boolean isScope(String message, Span sentence, Span next) {
        if (sentence.length() > LONGEST) {
            return false;
        }
        Words words = Words.of(sentence.of(message));
        int most = Character.isLowerCase(message.charAt(next.start())) ? SCOPE_WORDS : BARE_SCOPE_WORDS;
        return words.size() <= most && phrases.stand(Phrases.Kind.SCOPE, words);
    }

    private boolean isLabelled(String message, Span span) {
        int colon = span.length() > LONGEST ? -1 : message.indexOf(':', span.start(), span.end() - 1);
        if (colon < 0) {
            return false;
        }
        Words words = Words.of(message.substring(span.start(), colon));
        return words.size() <= LABEL_WORDS && phrases.stand(Phrases.Kind.LABEL, words);
    }

    private Instruction instruction(String message, Span span) {
        String text = span.of(message);
        return new Instruction(text, force(Words.of(text)).orElse(Force.GUIDING));
    }

    private Optional<Force> force(Words words) {
        if (phrases.stand(Phrases.Kind.BINDING, words)) {
            return Optional.of(Force.BINDING);
        }
        return phrases.stand(Phrases.Kind.GUIDING, words) ? Optional.of(Force.GUIDING) : Optional.empty();
    }

    private static boolean endsWith(String message, Span span, String marks) {
        return marks.indexOf(message.charAt(span.end() - 1)) >= 0;
    }
}
