package io.plimsoll.gateway.docs;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a client of one dialect gets of an engine that speaks another, feature by feature: the source of the reference page.
 * Each row names the test that proves it.
 */
enum DialectFeature {
    MESSAGES_TEXT(
            Pair.MESSAGES_OVER_CHAT,
            "text",
            Outcome.TRANSLATED,
            "blocks of one message become one string; `system` stands first, and `system` messages keep their place",
            Proofs.requests("text-string", "text-blocks", "system-in-the-middle", "documents")),
    MESSAGES_TOOLS(
            Pair.MESSAGES_OVER_CHAT,
            "tools",
            Outcome.TRANSLATED,
            "`input_schema`, `strict`, every `tool_choice`; `input` goes as the client's bytes",
            Proofs.requests("tools", "tool-choice-none", "tool-choice-named", "tool-result-shapes")),
    MESSAGES_PARALLEL(
            Pair.MESSAGES_OVER_CHAT,
            "parallel tools",
            Outcome.TRANSLATED,
            "results become `tool` messages in their order, before the text beside them; mixed pieces of calls become"
                    + " blocks one after the other",
            Proofs.requests("tools-parallel").andStreams("calls-interleaved", "calls-same-index")),
    MESSAGES_IMAGES(
            Pair.MESSAGES_OVER_CHAT,
            "images",
            Outcome.TRANSLATED,
            "base64 and URL; those in a tool's result stand first in the user message behind it",
            Proofs.requests("images", "tool-result-shapes")),
    MESSAGES_FILES(
            Pair.MESSAGES_OVER_CHAT,
            "files, PDFs, containers, MCP servers",
            Outcome.REFUSED,
            "400 that names the field",
            Proofs.requests("document-pdf", "image-file", "container", "mcp-servers")),
    MESSAGES_HOSTED(
            Pair.MESSAGES_OVER_CHAT,
            "hosted tools",
            Outcome.REFUSED,
            "400 that names the field; `web_search` beside tools of the client's own is left out instead",
            Proofs.requests("hosted-tool-alone", "hosted-tool-computer", "server-tool-use", "hosted-tool-beside")),
    MESSAGES_REASONING(
            Pair.MESSAGES_OVER_CHAT,
            "reasoning",
            Outcome.TRANSLATED,
            "as `thinking` with an empty signature, and back as `reasoning_content`; signed and redacted thinking of"
                    + " other models is dropped whole",
            Proofs.requests("thinking").andStreams("all-blocks")),
    MESSAGES_STREAMING(
            Pair.MESSAGES_OVER_CHAT,
            "streaming",
            Outcome.TRANSLATED,
            "event by event as it comes; a stream that breaks off gets no end",
            Proofs.streams("vllm-text", "llamacpp-text", "breaks-off-between-blocks")
                    .andTest("translate.StreamTranslationTest#addsNothingToAStreamThatBreaksOff")
                    .andTest("translate.StreamTranslationPropertyTest#anyAnswerIsLegalAndWholeInBothDialects")),
    MESSAGES_USAGE(
            Pair.MESSAGES_OVER_CHAT,
            "usage",
            Outcome.TRANSLATED,
            "`input_tokens` without `cache_read_input_tokens`; in a stream at its end, in `message_delta`",
            Proofs.answers("all-blocks", "without-usage").andStreams("usage-on-last-text", "vllm-running-usage")),
    MESSAGES_PARAMETERS(
            Pair.MESSAGES_OVER_CHAT,
            "an engine's own fields",
            Outcome.PASSED,
            "`chat_template_kwargs`, `min_p`, `priority` and every other unknown field, as spelled",
            Proofs.requests("parameters")
                    .andTest("translate.RequestTranslationTest#keepsTheSpellingOfWhatItCopiesFromMessages")),
    MESSAGES_ERRORS(
            Pair.MESSAGES_OVER_CHAT,
            "errors",
            Outcome.TRANSLATED,
            "in Anthropic's shape: 529 for an engine that is full, 502 for an answer that is none",
            Proofs.answers("error-busy-vllm", "error-in-200", "garbage-in-200", "error-text")
                    .andStreams("llamacpp-pool-full", "another-dialect")),
    MESSAGES_OVERFLOW(
            Pair.MESSAGES_OVER_CHAT,
            "overflow",
            Outcome.TRANSLATED,
            "`prompt is too long`, with the engine's numbers where they are true, else with those counted here",
            Proofs.answers("error-overflow-vllm", "error-overflow-llamacpp")
                    .andStreams("error-at-once")
                    .andTest("surface.ContextLengthTextTest#findsTheNumbersThatAreTrue")),
    MESSAGES_COUNTS(
            Pair.MESSAGES_OVER_CHAT,
            "counts",
            Outcome.TRANSLATED,
            "`count_tokens` is answered here, exactly where the policy file names the model's tokenizer",
            Proofs.test("ClientPagesIT#countsAsWellAsItCanWhereTheEngineCannot")
                    .andTest("ClientPagesIT#countsWithTheModelsOwnTokenizerWithoutAskingTheEngine")),
    RESPONSES_TEXT(
            Pair.RESPONSES_OVER_CHAT,
            "text",
            Outcome.TRANSLATED,
            "`instructions` and what developers say first become one `system` message; what they say later keeps its place",
            Proofs.requests("text-string", "text-items", "developer-in-the-middle")),
    RESPONSES_TOOLS(
            Pair.RESPONSES_OVER_CHAT,
            "tools",
            Outcome.TRANSLATED,
            "functions; those of a `namespace` as `namespace__function`, a `custom` tool as a function with one string",
            Proofs.requests("tools", "tools-namespace", "tools-custom", "tool-choice-named")
                    .andAnswers("echo-and-tools")),
    RESPONSES_PARALLEL(
            Pair.RESPONSES_OVER_CHAT,
            "parallel tools",
            Outcome.TRANSLATED,
            "all calls of a turn in one message; mixed pieces of calls become items one after the other",
            Proofs.requests("tools").andStreams("calls-interleaved", "calls-same-index")),
    RESPONSES_IMAGES(
            Pair.RESPONSES_OVER_CHAT,
            "images",
            Outcome.TRANSLATED,
            "URL and data; those in tools' outputs in a user message behind all outputs of the turn",
            Proofs.requests("images", "tool-images")),
    RESPONSES_FILES(
            Pair.RESPONSES_OVER_CHAT,
            "files, stored prompts, background",
            Outcome.REFUSED,
            "400 that names the field",
            Proofs.requests("file", "image-file", "conversation", "background", "previous-response")),
    RESPONSES_HOSTED(
            Pair.RESPONSES_OVER_CHAT,
            "hosted tools",
            Outcome.REFUSED,
            "400 that names the field; `web_search` and `image_generation` beside tools of the client's own are left out"
                    + " instead",
            Proofs.requests("hosted-tool-alone", "hosted-tool-mcp", "hosted-call", "hosted-tool-beside")),
    RESPONSES_REASONING(
            Pair.RESPONSES_OVER_CHAT,
            "reasoning",
            Outcome.TRANSLATED,
            "as `reasoning_text`, or as `summary_text` where the client asked for summaries, and back as"
                    + " `reasoning_content`; what is only there encrypted is dropped",
            Proofs.requests("reasoning").andStreams("all-blocks", "summary-and-tools")),
    RESPONSES_STREAMING(
            Pair.RESPONSES_OVER_CHAT,
            "streaming",
            Outcome.TRANSLATED,
            "event by event as it comes, each with its `sequence_number`; a stream that breaks off gets no end",
            Proofs.streams("vllm-text", "llamacpp-text", "breaks-off-between-blocks")
                    .andTest("translate.StreamTranslationTest#addsNothingToAStreamThatBreaksOff")
                    .andTest("translate.StreamTranslationPropertyTest#anyAnswerIsLegalAndWholeInBothDialects")),
    RESPONSES_USAGE(
            Pair.RESPONSES_OVER_CHAT,
            "usage",
            Outcome.TRANSLATED,
            "`input_tokens` with `cached_tokens`; `null` where the engine does not count",
            Proofs.answers("all-blocks", "without-usage").andStreams("usage-on-last-text", "vllm-running-usage")),
    RESPONSES_PARAMETERS(
            Pair.RESPONSES_OVER_CHAT,
            "an engine's own fields",
            Outcome.PASSED,
            "`chat_template_kwargs`, `min_p`, `priority` and every other unknown field, as spelled",
            Proofs.requests("parameters")
                    .andTest("translate.RequestTranslationTest#keepsTheSpellingOfWhatItCopiesFromResponses")),
    RESPONSES_ERRORS(
            Pair.RESPONSES_OVER_CHAT,
            "errors",
            Outcome.TRANSLATED,
            "in OpenAI's shape; `response.failed` in a stream; 502 for an answer that is none",
            Proofs.answers("error-busy-vllm", "error-in-200", "garbage-in-200", "error-text")
                    .andStreams("llamacpp-pool-full", "another-dialect")),
    RESPONSES_OVERFLOW(
            Pair.RESPONSES_OVER_CHAT,
            "overflow",
            Outcome.TRANSLATED,
            "`context_length_exceeded`, with the engine's numbers where they are true, else with those counted here",
            Proofs.answers("error-overflow-vllm", "error-overflow-llamacpp")
                    .andStreams("error-at-once")
                    .andTest("surface.ContextLengthTextTest#findsTheNumbersThatAreTrue")),
    RESPONSES_COUNTS(
            Pair.RESPONSES_OVER_CHAT,
            "counts",
            Outcome.TRANSLATED,
            "`input_tokens` is answered here, exactly where the policy file names the model's tokenizer",
            Proofs.test("ClientPagesIT#countsAResponsesInputToo")),
    SAME_BODY(
            Pair.SAME,
            "text, tools, parallel tools, images, reasoning",
            Outcome.PASSED,
            "byte for byte where nothing is edited; an edit is a splice between the client's bytes",
            Proofs.test("GatewaySuite#aRequestThatNeedsNoEditArrivesAsItWasSent")
                    .andTest("MessagesCutIT#aRequestThatNeedsNoEditArrivesAsItWasSent")
                    .andTest("ResponsesCutIT#whatNeedsNoEditGoesByteForByteAsItCame")),
    SAME_STREAMING(
            Pair.SAME,
            "streaming",
            Outcome.PASSED,
            "byte for byte; a stream that breaks off breaks off",
            Proofs.test("GatewaySuite#aBackendThatDiesInMidStreamEndsTheAnswerUnfinished")
                    .andTest("real.RealLlamaCppDialectsIT#aStreamOfMessagesEndsAsTheDialectEnds")),
    SAME_COUNTS(
            Pair.SAME,
            "counts",
            Outcome.PASSED,
            "`/v1/messages/count_tokens` and `/v1/responses/input_tokens`: counted here where the policy file names the"
                    + " model's tokenizer, else by the engine",
            Proofs.test("ClientPagesIT#countsWithTheModelsOwnTokenizerWithoutAskingTheEngine")
                    .andTest("real.RealLlamaCppDialectsIT#theCountOfMessagesIsTheEnginesOwn")),
    SAME_USAGE(
            Pair.SAME,
            "usage",
            Outcome.PASSED,
            "what the engine processed; the chunk that only the gateway asked for is kept from the client",
            Proofs.test("GatewaySuite#usageIsAskedForAndKeptFromAClientThatDidNotAsk")
                    .andTest("stream.UsageReaderTest#addsWhatAnthropicCountsBesideTheInput")),
    SAME_ERRORS(
            Pair.SAME,
            "errors",
            Outcome.PASSED,
            "byte for byte in the client's dialect; in another dialect's shape they are translated",
            Proofs.test("surface.EngineErrorsTest#passesAnErrorThatIsInTheClientsDialectByteForByte")
                    .andTest("surface.EngineErrorsTest#putsAnErrorOfAnotherDialectIntoAnthropics")),
    SAME_OVERFLOW(
            Pair.SAME,
            "overflow",
            Outcome.TRANSLATED,
            "in the words that clients of the dialect act on, with true numbers",
            Proofs.test(
                    "surface.EngineErrorsTest#saysWithTrueNumbersThatAPromptIsTooLongWhereTheEngineStoppedToCount"));

    private final Pair pair;
    private final String feature;
    private final Outcome outcome;
    private final String how;
    private final Proofs proofs;

    /** Who speaks what. */
    enum Pair {
        SAME("The same dialect on both sides"),
        MESSAGES_OVER_CHAT("`/v1/messages` over an engine that speaks chat completions"),
        RESPONSES_OVER_CHAT("`/v1/responses` over an engine that speaks chat completions");

        private final String title;

        Pair(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }
    }

    /** What becomes of a feature. */
    enum Outcome {
        PASSED("passed through"),
        TRANSLATED("translated"),
        REFUSED("refused");

        private final String word;

        Outcome(String word) {
            this.word = word;
        }
    }

    DialectFeature(Pair pair, String feature, Outcome outcome, String how, Proofs proofs) {
        this.pair = pair;
        this.feature = feature;
        this.outcome = outcome;
        this.how = how;
        this.proofs = proofs;
    }

    Pair pair() {
        return pair;
    }

    Proofs proofs() {
        return proofs;
    }

    String line() {
        return "| %s | %s | %s |".formatted(feature, outcome.word, how);
    }

    /**
     * What proves a row.
     *
     * @param tests as {@code package.Class#method}
     * @param cases files below {@code translate/PAIR/} of the test resources, which the translation tests read
     */
    record Proofs(List<String> tests, List<String> cases) {

        static Proofs test(String test) {
            return new Proofs(List.of(test), List.of());
        }

        static Proofs requests(String... names) {
            return new Proofs(List.of(), List.of()).andCases("requests", ".json", names);
        }

        static Proofs answers(String... names) {
            return new Proofs(List.of(), List.of()).andAnswers(names);
        }

        static Proofs streams(String... names) {
            return new Proofs(List.of(), List.of()).andStreams(names);
        }

        Proofs andTest(String test) {
            return new Proofs(Stream.concat(tests.stream(), Stream.of(test)).toList(), cases);
        }

        Proofs andAnswers(String... names) {
            return andCases("answers", ".json", names);
        }

        Proofs andStreams(String... names) {
            return andCases("streams", ".engine.sse", names);
        }

        private Proofs andCases(String kind, String ending, String... names) {
            Stream<String> added = Arrays.stream(names).map(name -> kind + "/" + name + ending);
            return new Proofs(tests, Stream.concat(cases.stream(), added).toList());
        }
    }
}
