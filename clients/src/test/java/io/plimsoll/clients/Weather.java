package io.plimsoll.clients;

import io.plimsoll.budget.tokens.PromptCall;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** The one tool of the tests, and what the world is like where it is asked. */
final class Weather {

    static final String TOOL = "get_weather";
    static final String DESCRIPTION = "The temperature in a city";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern QUESTION = Pattern.compile("weather in ([\\w, ]+)\\?");

    private Weather() {}

    /** The tool's parameters as a JSON schema. */
    static Map<String, ?> schema() {
        return Map.of("type", "object", "properties", properties(), "required", List.of("city"));
    }

    static Map<String, ?> properties() {
        return Map.of("city", Map.of("type", "string"));
    }

    static String question(String... cities) {
        return "What is the weather in " + String.join(", ", cities) + "?";
    }

    /** A call for each city that a text asks about; none for other questions. */
    static Stream<PromptCall> calls(String text) {
        Matcher question = QUESTION.matcher(text);
        return question.find() ? Stream.of(question.group(1).split(", ")).map(Weather::call) : Stream.empty();
    }

    private static PromptCall call(String city) {
        return new PromptCall("", TOOL, arguments(city));
    }

    static String arguments(String city) {
        return "{\"city\": \"" + city + "\"}";
    }

    /**
     * What the tool answers.
     *
     * @param arguments JSON text
     */
    static String report(String arguments) {
        return JSON.readTree(arguments).path("city").asString("").length() + 10 + " degrees";
    }

    /** What the model says in the end, when it was given every result for its own call. */
    static String summary(String... cities) {
        return Stream.of(cities)
                .map(city -> sentence(arguments(city), report(arguments(city))))
                .collect(Collectors.joining(" "));
    }

    static String sentence(String arguments, String report) {
        return JSON.readTree(arguments).path("city").asString("") + ": " + report + ".";
    }
}
