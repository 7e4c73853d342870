package io.plimsoll.gateway.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.ByteRange;
import io.plimsoll.compression.ChainHash;
import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.HistoryMessage;
import io.plimsoll.compression.Segment;
import io.plimsoll.compression.SegmentKind;
import io.plimsoll.gateway.surface.SurfaceRequest.History;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesSurfaceTest {

    private static final String USER =
            "{'type':'message','role':'user','content':[{'type':'input_text','text':'look'}]}";
    private static final String THOUGHT =
            "{'type':'reasoning','id':'rs_1','summary':[{'type':'summary_text','text':'short'}],"
                    + "'content':[{'type':'reasoning_text','text':'long'}],'encrypted_content':'x=='}";
    private static final String ANSWER =
            "{'type':'message','role':'assistant','content':[{'type':'output_text','text':'I look.'}]}";
    private static final String CALL = "{'type':'function_call','call_id':'c1','name':'read','arguments':'{}'}";
    private static final String CUSTOM =
            "{'type':'custom_tool_call','call_id':'c2','name':'patch','input':'*** Begin'}";
    private static final String OUTPUT = "{'type':'function_call_output','call_id':'c1','output':'text'}";
    private static final String CUSTOM_OUTPUT = "{'type':'custom_tool_call_output','call_id':'c2','output':'done'}";

    private final ResponsesSurface surface = new ResponsesSurface();

    @Test
    void readsARequestAsCodexSendsIt() throws Exception {
        SurfaceRequest request =
                read("{'model':'m','instructions':'Be careful.','input':[{'type':'message','role':'developer',"
                        + "'content':[{'type':'input_text','text':'sandbox'}]}," + USER
                        + "],'tools':[{'type':'function','name':'shell',"
                        + "'description':'d','strict':false,'parameters':{'type':'object'}},{'type':'web_search'}],"
                        + "'parallel_tool_calls':true,'store':false,'stream':true,'include':['reasoning.encrypted_content'],"
                        + "'max_output_tokens':9,'prompt_cache_key':'k'}");
        History history = history(request);

        assertThat(request.stream()).isTrue();
        assertThat(request.maxOutputTokens()).isEqualTo(9);
        assertThat(request.hints().promptCacheKey()).isEqualTo("k");
        assertThat(request.usageSlot()).isNull();
        assertThat(history.systemText()).isEqualTo("Be careful.");
        assertThat(history.toolDefinitions())
                .containsExactly(
                        json("{'type':'function','function':{'name':'shell','description':'d','strict':false,"
                                + "'parameters':{'type':'object'}}}"),
                        json("{'type':'web_search'}"));
        assertThat(roles(history)).containsExactly(PromptRole.SYSTEM, PromptRole.USER);
        assertThat(read(history, 0).text()).isEqualTo("sandbox");
    }

    @Test
    void whatTheModelMadeInOneTurnIsOneMessage() throws Exception {
        History history = input(USER, THOUGHT, ANSWER, CALL, CUSTOM, OUTPUT, CUSTOM_OUTPUT);

        assertThat(roles(history))
                .containsExactly(PromptRole.USER, PromptRole.ASSISTANT, PromptRole.TOOL, PromptRole.TOOL);
        HistoryMessage turn = history.conversation().messages().get(1);
        assertThat(turn.facts().calls()).containsExactly("c1", "c2");
        assertThat(turn.facts().hasReasoning()).isTrue();
        assertThat(turn.facts().hasText()).isTrue();
        PromptMessage prompt = read(history, 1);
        assertThat(prompt.text()).isEqualTo("I look.");
        assertThat(prompt.reasoning()).isEqualTo("long");
        assertThat(prompt.calls().getLast().arguments()).isEqualTo("*** Begin");
        assertThat(history.conversation().messages().get(3).facts().results()).containsExactly("c2");
        assertThat(read(history, 3).resultOf()).isEqualTo("c2");
    }

    @Test
    void aTurnSpansItsItemsWithWhatStandsBetweenThem() throws Exception {
        Conversation conversation = history(read(
                        "{'model':'m','input':[ " + USER + " , " + THOUGHT + " ,\n " + CALL + " , " + OUTPUT + "]}"))
                .conversation();
        HistoryMessage turn = conversation.messages().get(1);

        assertThat(bytes(conversation, turn.range())).isEqualTo(json(THOUGHT + " ,\n " + CALL));
        assertThat(turn.facts().segments().stream().map(Segment::kind))
                .containsExactly(SegmentKind.REASONING, SegmentKind.TOOL_CALL);
        assertThat(turn.facts().segments().stream()
                        .map(segment -> bytes(
                                conversation,
                                new ByteRange(
                                        turn.range().start() + segment.range().start(),
                                        turn.range().start() + segment.range().end()))))
                .containsExactly(json(THOUGHT), json(CALL));
        assertThat(turn.facts().segments().getLast().callId()).isEqualTo("c1");
        assertThat(turn.facts().segments().getLast().toolName()).isEqualTo("read");
    }

    @Test
    void reasoningBehindWhatWasSaidBeginsTheNextTurn() throws Exception {
        assertThat(roles(input(USER, THOUGHT, THOUGHT, ANSWER, THOUGHT, CALL, OUTPUT)))
                .containsExactly(PromptRole.USER, PromptRole.ASSISTANT, PromptRole.ASSISTANT, PromptRole.TOOL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "local_shell_call | {'call_id':'c','action':{'command':['ls']}} | c | local_shell | {'command':['ls']}",
                "shell_call | {'call_id':'c','action':{'commands':['ls']}} | c | shell | {'commands':['ls']}",
                "apply_patch_call | {'call_id':'c','operation':{'path':'p'}} | c | apply_patch | {'path':'p'}",
                "web_search_call | {'id':'w','status':'completed','action':{'query':'q'}} | ~~ | web_search | {'action':{'query':'q'}}",
                "mcp_call | {'id':'m','name':'fetch','arguments':'{}','output':'o'} | ~~ | fetch | {'arguments':'{}','output':'o'}",
                "mcp_approval_request | {'id':'a','name':'fetch','arguments':'{}'} | a | fetch | {}",
                "invented | {'id':'i','payload':7} | ~~ | invented | {'payload':7}",
            })
    void callsOfEveryKindCountAndAreNamed(String type, String fields, String id, String name, String arguments)
            throws Exception {
        History history = input(USER, "{'type':'" + type + "'," + fields.substring(1));
        PromptMessage turn = read(history, 1);

        assertThat(turn.role()).isEqualTo(PromptRole.ASSISTANT);
        assertThat(history.conversation().messages().get(1).facts().calls())
                .isEqualTo(id.isEmpty() ? List.of() : List.of(id));
        assertThat(turn.calls().getFirst().name()).isEqualTo(name);
        assertThat(turn.calls().getFirst().arguments()).isEqualTo(json(arguments));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'type':'local_shell_call_output','id':'c','output':'x'} | c | x | 0",
                "{'type':'shell_call_output','call_id':'c','output':[{'stdout':'a','stderr':'b'}]} | c | ab | 0",
                "{'type':'computer_call_output','call_id':'c','output':{'type':'computer_screenshot','image_url':'u'}} | c | ~~ | 1",
                "{'type':'function_call_output','call_id':'c','output':[{'type':'input_text','text':'t'},{'type':'input_image','image_url':'u'}]} | c | t | 1",
                "{'type':'mcp_approval_response','approval_request_id':'c','approve':true} | c | ~~ | 0",
            })
    void outputsOfEveryKindAnswerTheirCall(String item, String id, String text, int images) throws Exception {
        History history = input(USER, item);
        PromptMessage output = read(history, 1);

        assertThat(output.role()).isEqualTo(PromptRole.TOOL);
        assertThat(output.resultOf()).isEqualTo(id);
        assertThat(output.text()).isEqualTo(text);
        assertThat(output.images()).isEqualTo(images);
    }

    @Test
    void aPictureThatTheModelMadeIsNotReadAsText() throws Exception {
        PromptMessage turn = read(
                input(USER, "{'type':'image_generation_call','id':'i','result':'" + "QUJD".repeat(1_000) + "'}"), 1);

        assertThat(turn.images()).isEqualTo(1);
        assertThat(turn.calls().getFirst().arguments()).isEqualTo("{}");
    }

    @Test
    void aBareStringIsTheUsersMessage() throws Exception {
        SurfaceRequest request = read("{'model':'m','input': 'hé\\n' }");
        Conversation conversation = history(request).conversation();

        assertThat(bytes(conversation, conversation.messages().getFirst().range()))
                .isEqualTo("\"hé\\n\"");
        assertThat(read(history(request), 0)).isEqualTo(PromptMessage.of(PromptRole.USER, "hé\n"));
        assertThat(conversation.chain())
                .isEqualTo(input("{'role':'user','content':'hé\\n'}")
                        .conversation()
                        .chain());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'model':'m'}",
                "{'model':'m','input':null,'prompt':{'id':'p'}}",
                "{'model':'m','input':[]}",
            })
    void aRequestWithoutInputHasNoHistory(String body) throws Exception {
        assertThat(read(body).history()).isNull();
    }

    @Test
    void aLeadingNoteIsTheHeadWhereThereAreNoInstructions() throws Exception {
        String note = "{'role':'developer','content':'rules'}";

        assertThat(input(note, USER).systemText()).isEqualTo("rules");
        assertThat(roles(input(note, USER))).containsExactly(PromptRole.USER);
        History instructed = history(read("{'model':'m','instructions':'i','input':[" + note + "," + USER + "]}"));
        assertThat(instructed.systemText()).isEqualTo("i");
        assertThat(roles(instructed)).containsExactly(PromptRole.SYSTEM, PromptRole.USER);
        History empty = history(read("{'model':'m','instructions':'','input':[" + note + "," + USER + "]}"));
        assertThat(empty.systemText()).isEqualTo("rules");
    }

    @Test
    void itemsThatNobodyKnowsAreKept() throws Exception {
        History history = input(
                USER,
                "{'type':'item_reference','id':'rs_9'}",
                "{'type':'hologram','id':'h','depth':3}",
                "{'type':'compaction','encrypted_content':'zz'}",
                USER);

        assertThat(roles(history))
                .containsExactly(PromptRole.USER, PromptRole.ASSISTANT, PromptRole.USER, PromptRole.USER);
        assertThat(history.conversation().messages().get(1).facts().segments().stream()
                        .map(Segment::kind))
                .containsExactly(SegmentKind.OTHER, SegmentKind.OTHER);
        assertThat(read(history, 1).calls()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'type':'message','role':'user','content':'look'} | " + USER,
                "{'role':'user','content':'look'} | " + USER,
                "{'type':'message','id':'msg_1','status':'completed','role':'assistant','content':[{'type':'output_text',"
                        + "'text':'I look.','annotations':[],'logprobs':[]}]} | " + ANSWER,
                "{'type':'function_call','id':'fc_1','call_id':'c1','name':'read','arguments':'{}','status':'completed'} | "
                        + CALL,
                "{'type':'reasoning','id':'rs_2','summary':[],'content':null} | {'type':'reasoning','summary':[]}",
            })
    void whatClientsDropOrFillInLeavesTheChainAsItIs(String one, String other) throws Exception {
        assertThat(end(one)).isEqualTo(end(other));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'role':'user','content':'looks'}",
                "{'role':'developer','content':'look'}",
                "{'role':'user','content':[{'type':'input_text','text':'look'},{'type':'input_image','image_url':'u'}]}",
                "{'type':'function_call_output','call_id':'c1','output':'look'}",
                "{'type':'function_call_output','call_id':'c2','output':'look'}",
            })
    void whatIsSaidChangesTheChain(String item) throws Exception {
        assertThat(end(item)).isNotEqualTo(end(USER));
    }

    @Test
    void instructionsAndToolsAreTheHead() throws Exception {
        ChainHash plain = history(read("{'model':'m','instructions':'i','input':'x'}"))
                .conversation()
                .head();

        assertThat(history(read("{'input':'y','instructions' : 'i','model':'m'}"))
                        .conversation()
                        .head())
                .isEqualTo(plain);
        assertThat(history(read("{'model':'m','instructions':'j','input':'x'}"))
                        .conversation()
                        .head())
                .isNotEqualTo(plain);
        assertThat(history(read("{'model':'m','instructions':'i','input':'x','tools':[{'type':'web_search'}]}"))
                        .conversation()
                        .head())
                .isNotEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'role':'narrator','content':'x'} | input[1].role | \"narrator\"",
                "{'type':'message','content':'x'} | input[1].role | missing",
                "{'content':'x'} | input[1].type | missing",
                "{'type':7} | input[1].type | not a string",
                "'text' | input[1] | a string",
            })
    void namesTheItemThatIsWrong(String item, String place, String problem) {
        assertThatThrownBy(() -> input(USER, item))
                .isInstanceOf(MalformedRequestException.class)
                .hasMessageStartingWith(place + ": " + problem)
                .extracting(e -> ((MalformedRequestException) e).param())
                .isEqualTo(place);
    }

    @Test
    void recalledTextStandsBeforeTheUsersWordsAndBehindAToolsOutput() throws Exception {
        assertThat(recalled(USER))
                .isEqualTo(json("{'type':'message','role':'user','content':[{'type':'input_text','text':'R'},"
                        + "{'type':'input_text','text':'look'}]}"));
        assertThat(recalled("{'role':'user','content':'look'}"))
                .isEqualTo(json("{'role':'user','content':'R\\n\\nlook'}"));
        assertThat(recalled(OUTPUT))
                .isEqualTo(json("{'type':'function_call_output','call_id':'c1','output':'text\\n\\nR'}"));
        assertThat(recalled(
                        "{'type':'function_call_output','call_id':'c1','output':[{'type':'input_text','text':'t'}]}"))
                .isEqualTo(
                        json("{'type':'function_call_output','call_id':'c1','output':[{'type':'input_text','text':'t'},"
                                + "{'type':'input_text','text':'R'}]}"));
        History bare = history(read("{'model':'m','input':'look'}"));
        var place = bare.recalls().place(bare.conversation(), 0, "R").orElseThrow();
        assertThat(place.offset()).isEqualTo(1);
        assertThat(new String(place.bytes(), StandardCharsets.UTF_8)).isEqualTo("R\\n\\n");
    }

    @Test
    void aBlockIsWrittenAsItems() throws Exception {
        byte[] written = input(USER)
                .blocks()
                .write(List.of(PromptMessage.of(PromptRole.USER, "a\nb"), PromptMessage.of(PromptRole.ASSISTANT, "c")));

        assertThat(new String(written, StandardCharsets.UTF_8))
                .isEqualTo(json("{'type':'message','role':'user','content':[{'type':'input_text','text':'a\\nb'}]},"
                        + "{'type':'message','role':'assistant','content':[{'type':'output_text','text':'c'}]}"));
    }

    private String recalled(String item) throws Exception {
        History history = input(item);
        Conversation conversation = history.conversation();
        String message = bytes(conversation, conversation.messages().getFirst().range());
        var place = history.recalls().place(conversation, 0, "R").orElseThrow();
        return message.substring(0, place.offset())
                + new String(place.bytes(), StandardCharsets.UTF_8)
                + message.substring(place.offset());
    }

    private ChainHash end(String item) throws Exception {
        return input("{'role':'user','content':'first'}", item)
                .conversation()
                .chain()
                .getLast();
    }

    private History input(String... items) throws Exception {
        return history(read("{'model':'m','input':[" + String.join(",", items) + "]}"));
    }

    private SurfaceRequest read(String body) throws MalformedRequestException {
        return surface.read(json(body).getBytes(StandardCharsets.UTF_8), "tenant");
    }

    private static History history(SurfaceRequest request) {
        return Objects.requireNonNull(request.history());
    }

    private static PromptMessage read(History history, int message) {
        return history.conversation().reader().read(message).getFirst();
    }

    private static List<PromptRole> roles(History history) {
        return history.conversation().messages().stream()
                .map(HistoryMessage::role)
                .toList();
    }

    private static String bytes(Conversation conversation, ByteRange range) {
        return new String(conversation.body(), range.start(), range.length(), StandardCharsets.UTF_8);
    }

    private static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }
}
