package io.plimsoll.budget.tokens;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** OpenAI's published vocabularies, through JTokkit. */
final class TiktokenTokenizer implements TextTokenizer {

    private static final List<String> CHAT_ML = List.of("<|im_start|>", "<|im_end|>", "<|im_sep|>");
    private static final List<String> FILL_IN_THE_MIDDLE =
            List.of("<|fim_prefix|>", "<|fim_middle|>", "<|fim_suffix|>");

    private final Encoding encoding;
    private final SpecialTokens specialTokens;

    private TiktokenTokenizer(Encoding encoding, SpecialTokens specialTokens) {
        this.encoding = encoding;
        this.specialTokens = specialTokens;
    }

    static TiktokenTokenizer named(String encodingName) {
        EncodingType type = EncodingType.fromName(encodingName)
                .orElseThrow(() -> new IllegalArgumentException("tokenizer: '" + encodingName
                        + "' (expected: one of "
                        + Arrays.stream(EncodingType.values())
                                .map(EncodingType::getName)
                                .collect(Collectors.joining(", "))
                        + ")"));
        return new TiktokenTokenizer(
                Encodings.newLazyEncodingRegistry().getEncoding(type), new SpecialTokens(specialsOf(type)));
    }

    @Override
    public String name() {
        return encoding.getName();
    }

    @Override
    public int count(String text) {
        return specialTokens.count(WellFormedText.of(text), encoding::countTokensOrdinary);
    }

    /* JTokkit lists the special tokens of OpenAI's open-source release; the chat models that serve these encodings reserve
     * ChatML's as well (100264-100266 in cl100k_base, 200264-200266 in o200k_base). */
    private static List<String> specialsOf(EncodingType type) {
        return switch (type) {
            case R50K_BASE, P50K_BASE -> List.of("<|endoftext|>");
            case P50K_EDIT -> join(List.of("<|endoftext|>"), FILL_IN_THE_MIDDLE);
            case CL100K_BASE -> join(List.of("<|endoftext|>", "<|endofprompt|>"), join(FILL_IN_THE_MIDDLE, CHAT_ML));
            case O200K_BASE -> join(List.of("<|endoftext|>", "<|endofprompt|>"), CHAT_ML);
        };
    }

    private static List<String> join(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
