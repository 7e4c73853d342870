package io.plimsoll.budget.tokens;

import io.plimsoll.budget.tokens.ChatTemplate.GenerationPrompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Counts prompts as a chat template writes them. Made by {@link PromptCounters}.
 *
 * <p>The sum of the parts equals the count of the whole prompt as long as the template writes each message on its own
 * between special tokens; {@link #additivityDifference()} says how far a sample conversation is from that. Reasoning of a
 * turn with calls counts in full, although some templates drop it once the user has spoken again: the count is then an upper
 * bound.
 */
public final class TemplatePromptCounter implements PromptCounter {

    private final TextTokenizer tokenizer;
    private final ChatTemplate template;
    private final int imageTokens;
    private final String note;
    private final TemplateProbe probe;
    private final TurnFrames turns;
    private final Optional<ToolFrames> tools;
    private final MessageWriter writer;
    private final int probeTurnTokens;
    private final int generationPromptTokens;
    private final int junctionTokens;
    private final int firstResultTokens;
    private final int additivityDifference;

    /**
     * @param note why this template is used, as an appendix to its name; empty for none
     * @throws IllegalStateException if the template refuses plain turns or writes them in no separable way
     */
    TemplatePromptCounter(TextTokenizer tokenizer, ChatTemplate template, int imageTokens, String note) {
        this.tokenizer = tokenizer;
        this.template = template;
        this.imageTokens = imageTokens;
        this.note = note;
        probe = TemplateProbe.of(template);
        turns = TurnFrames.of(probe);
        tools = ToolFrames.of(turns);
        writer = new MessageWriter(turns, tools);
        probeTurnTokens = tokenizer.count(writer.write(Markers.user(Markers.TEXT)));
        generationPromptTokens = tokenizer.count(turns.generationPrompt());
        junctionTokens = tools.map(this::junction).orElse(0);
        firstResultTokens = tools.map(this::firstResult).orElse(0);
        additivityDifference = SampleConversation.difference(this, tools.isPresent());
    }

    @Override
    public int head(String system, List<String> toolDefinitions) {
        List<PromptMessage> messages = new ArrayList<>();
        if (!system.isEmpty()) {
            messages.add(PromptMessage.of(PromptRole.SYSTEM, system));
        }
        messages.add(Markers.user(Markers.TEXT));
        List<Object> definitions =
                toolDefinitions.stream().map(ToolDefinition::parse).toList();
        try {
            return tokenizer.count(probe.render(messages, definitions, GenerationPrompt.OMITTED)) - probeTurnTokens;
        } catch (IllegalStateException e) {
            return headOfRefusingTemplate(system, definitions);
        }
    }

    /* A template without a system role: clients then put the text into a message of the user. */
    private int headOfRefusingTemplate(String system, List<Object> definitions) {
        String text = Stream.concat(
                        system.isEmpty() ? Stream.empty() : Stream.of(system),
                        definitions.stream().map(PythonJson::write))
                .collect(Collectors.joining("\n"));
        return tokenizer.count(turns.preamble())
                + tokenizer.count(writer.write(PromptMessage.of(PromptRole.USER, text)));
    }

    @Override
    public int message(PromptMessage message) {
        int shared = switch (message.role()) {
            case SYSTEM, USER -> 0;
            case ASSISTANT -> message.calls().isEmpty() ? 0 : firstResultTokens;
            case TOOL -> junctionTokens;
        };
        return Math.max(0, tokenizer.count(writer.write(message)) + shared) + message.images() * imageTokens;
    }

    @Override
    public int generationPrompt() {
        return generationPromptTokens;
    }

    @Override
    public int text(String text) {
        return tokenizer.count(text);
    }

    /** Tokenizer and template in one line, with what is only approximated. */
    public String describe() {
        return tokenizer.name() + ", " + template.name() + note
                + (tools.isPresent() ? "" : " (knows no tool turns: they are counted as plain ones)")
                + (additivityDifference == 0
                        ? ""
                        : " (a sample conversation is off by " + additivityDifference + " tokens)");
    }

    /**
     * The tokens of a sample conversation (system, tools, turns, calls, results, reasoning) tokenized as one prompt, less the
     * sum of its parts. 0 for templates that fence messages off.
     */
    public int additivityDifference() {
        return additivityDifference;
    }

    /** The tokens of the whole prompt, tokenized at once. */
    int whole(List<PromptMessage> messages, List<String> toolDefinitions) {
        return tokenizer.count(probe.render(
                messages, toolDefinitions.stream().map(ToolDefinition::parse).toList(), GenerationPrompt.ADDED));
    }

    /* Where two results meet, the tokens of their frames may join. */
    private int junction(ToolFrames frames) {
        return tokenizer.count(frames.nextEnd() + frames.nextStart())
                - tokenizer.count(frames.nextEnd())
                - tokenizer.count(frames.nextStart());
    }

    private int firstResult(ToolFrames frames) {
        Map<String, String> values = Map.of(Markers.TEXT, "text");
        return tokenizer.count(frames.onlyResult().fill(values))
                - tokenizer.count(frames.nextResult().fill(values))
                - junctionTokens;
    }
}
