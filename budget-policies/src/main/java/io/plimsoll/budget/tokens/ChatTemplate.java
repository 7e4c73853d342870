package io.plimsoll.budget.tokens;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How a model wants a conversation written: the Jinja template that came with it. Immutable and thread-safe. */
public final class ChatTemplate {

    private static final String TEMPLATE_FILE = "chat_template.jinja";
    private static final String CONFIG_FILE = "tokenizer_config.json";
    private static final String CHAT_ML = "chatml.jinja";
    private static final List<String> NAMED_TOKENS = List.of("bos_token", "eos_token", "unk_token", "pad_token");

    private final String name;
    private final String source;
    private final Map<String, String> namedTokens;
    private final Jinja jinja = new Jinja();

    private ChatTemplate(String name, String source, Map<String, String> namedTokens) {
        this.name = name;
        this.source = JinjaSource.adapt(source);
        this.namedTokens = Map.copyOf(namedTokens);
    }

    /**
     * A template given as text.
     *
     * @param name where it came from, for logs and explanations
     * @param source Jinja as Hugging Face's {@code apply_chat_template} understands it
     * @param namedTokens the special tokens that it may write, such as {@code bos_token}
     */
    public static ChatTemplate of(String name, String source, Map<String, String> namedTokens) {
        return new ChatTemplate(name, source, namedTokens);
    }

    /**
     * ChatML with tools as Qwen writes them: one JSON object on each line of the system message, calls and results between
     * tags. What is assumed of a model whose template is not known.
     */
    public static ChatTemplate chatMl() {
        try (InputStream resource = ChatTemplate.class.getResourceAsStream(CHAT_ML)) {
            String source =
                    new String(Objects.requireNonNull(resource, CHAT_ML).readAllBytes(), StandardCharsets.UTF_8);
            return new ChatTemplate("built-in ChatML", source, Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The template in the folder of a {@code tokenizer.json}: {@code chat_template.jinja}, else the one in
     * {@code tokenizer_config.json} (of several named ones {@code default}); empty if there is neither.
     *
     * @throws IllegalArgumentException if a file is broken
     */
    public static Optional<ChatTemplate> in(Path folder) {
        Path file = folder.resolve(TEMPLATE_FILE);
        Path configFile = folder.resolve(CONFIG_FILE);
        try {
            JsonNode config = Files.isRegularFile(configFile)
                    ? JsonMapper.builder().build().readTree(configFile)
                    : JsonMapper.builder().build().createObjectNode();
            if (Files.isRegularFile(file)) {
                return Optional.of(new ChatTemplate(file.toString(), Files.readString(file), namedTokens(config)));
            }
            return source(config.path("chat_template"))
                    .map(source -> new ChatTemplate(configFile.toString(), source, namedTokens(config)));
        } catch (IOException | JacksonException e) {
            throw new IllegalArgumentException(
                    "chat template: '" + folder + "' (expected: readable " + TEMPLATE_FILE + " or " + CONFIG_FILE
                            + "): " + e.getMessage(),
                    e);
        }
    }

    /** Where the template came from. */
    public String name() {
        return name;
    }

    /**
     * The prompt as the model sees it.
     *
     * @param messages in the shape of OpenAI's chat completions, with {@code arguments} of calls parsed or not
     * @param tools tool definitions, parsed; empty for none
     * @throws IllegalStateException if the template refuses the conversation
     */
    String render(List<Map<String, Object>> messages, List<Object> tools, GenerationPrompt generationPrompt) {
        Map<String, @Nullable Object> variables = new HashMap<>(namedTokens);
        variables.put("messages", messages);
        variables.put("tools", tools.isEmpty() ? null : tools);
        variables.put("add_generation_prompt", generationPrompt == GenerationPrompt.ADDED);
        return jinja.render(source, variables);
    }

    enum GenerationPrompt {
        ADDED,
        OMITTED
    }

    private static Optional<String> source(JsonNode template) {
        if (template.isString()) {
            return Optional.of(template.asString());
        }
        List<JsonNode> named = new ArrayList<>();
        template.forEach(named::add);
        return named.stream()
                .filter(candidate -> candidate.path("name").asString("").equals("default"))
                .findFirst()
                .or(() -> named.stream().findFirst())
                .map(candidate -> candidate.path("template").asString(""));
    }

    /* A token is written as its text, or as an object that holds it as content. */
    private static Map<String, String> namedTokens(JsonNode config) {
        Map<String, String> tokens = new HashMap<>();
        for (String token : NAMED_TOKENS) {
            JsonNode value = config.path(token);
            String text = value.isObject() ? value.path("content").asString("") : value.asString("");
            if (!text.isEmpty()) {
                tokens.put(token, text);
            }
        }
        return tokens;
    }
}
