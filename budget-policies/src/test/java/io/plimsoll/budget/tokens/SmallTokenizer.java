package io.plimsoll.budget.tokens;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** A tokenizer.json with one token a byte, written the way byte-level tokenizers write theirs. */
final class SmallTokenizer {

    static final String JSON = json();

    private SmallTokenizer() {}

    private static String json() {
        var mapper = JsonMapper.shared();
        var root = mapper.createObjectNode().put("version", "1.0");
        root.putArray("added_tokens");
        root.putObject("pre_tokenizer")
                .put("type", "ByteLevel")
                .put("add_prefix_space", false)
                .put("trim_offsets", true)
                .put("use_regex", true);
        var model = root.putObject("model").put("type", "BPE");
        var vocab = model.putObject("vocab");
        int next = 256;
        int id = 0;
        for (int value : IntStream.range(0, 256).boxed().collect(Collectors.toList())) {
            boolean printable = (value >= '!' && value <= '~') || (value >= 0xA1 && value <= 0xAC) || value >= 0xAE;
            vocab.put(Character.toString(printable ? value : next++), id++);
        }
        model.putArray("merges");
        return root.toString();
    }
}
