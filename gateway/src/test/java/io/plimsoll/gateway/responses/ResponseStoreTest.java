package io.plimsoll.gateway.responses;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import io.plimsoll.gateway.surface.ClientError;
import io.plimsoll.gateway.surface.MalformedRequestException;
import io.plimsoll.gateway.surface.ResponsesSurface;
import io.plimsoll.gateway.surface.Turn;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseStoreTest {

    private static final String HELLO = "{'type':'message','role':'user','content':'hello'}";

    private final AtomicLong nanos = new AtomicLong();
    private final Ticker ticker = nanos::get;
    private final ResponseStore store = new ResponseStore(ticker);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'model':'m','input':'hello'}",
                "{ 'input' : [ 1.0, {'type':'message'} ] , 'previous_response_id' : null }",
                "[]",
                "{'input':",
                "",
            })
    void aRequestThatContinuesNothingStaysTheSameArray(String body) throws Exception {
        byte[] bytes = bytes(body);

        assertThat(store.expand("t", bytes).body()).isSameAs(bytes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'previous_response_id':'r1','model':'m','input':[{'a':1.0}]} | {'model':'m','input':[EARLIER,{'a':1.0}]}",
                "{'model':'m', 'previous_response_id' : 'r1' , 'input':[ {'a':1} , {'b':2} ]} | {'model':'m', 'input':[ EARLIER,{'a':1} , {'b':2} ]}",
                "{'model':'m','input':[{'a':1}] , 'previous_response_id':'r1' } | {'model':'m','input':[EARLIER,{'a':1}] }",
                "{'input':'go on','previous_response_id':'r1'} | {'input':[EARLIER,{'type':'message','role':'user','content':'go on'}]}",
                "{'previous_response_id':'r1','input':'go on'} | {'input':[EARLIER,{'type':'message','role':'user','content':'go on'}]}",
                "{'model':'m','previous_response_id':'r1'} | {'model':'m','input':[EARLIER]}",
                "{'previous_response_id':'r1','input':[]} | {'input':[EARLIER]}",
                "{'previous_response_id':'r1','input':null,'x':1e400} | {'input':[EARLIER],'x':1e400}",
            })
    void aContinuedResponseIsPutBeforeTheInput(String body, String whole) throws Exception {
        answered("{'input':'hello'}", "r1", "{'type':'message','id':'msg_1'}");

        assertThat(text(store.expand("t", bytes(body)).body()))
                .isEqualTo(json(whole).replace("EARLIER", json(HELLO + ",{'type':'message','id':'msg_1'}")));
    }

    @Test
    void aChainIsPutTogetherInItsOrder() throws Exception {
        answered("{'input':[{'n':1},{'n':2}]}", "r1", "{'n':3}, {'n':4}");
        answered("{'previous_response_id':'r1','input':[{'n':5}]}", "r2", "");
        answered("{'previous_response_id':'r2','input':[{'n':6}]}", "r3", "{'n':7}");

        assertThat(text(store.expand("t", bytes("{'previous_response_id':'r3','input':[{'n':8}]}"))
                        .body()))
                .isEqualTo(json("{'input':[{'n':1},{'n':2},{'n':3}, {'n':4},{'n':5},{'n':6},{'n':7},{'n':8}]}"));
        assertThat(text(store.expand("t", bytes("{'previous_response_id':'r1','input':[{'n':9}]}"))
                        .body()))
                .isEqualTo(json("{'input':[{'n':1},{'n':2},{'n':3}, {'n':4},{'n':9}]}"));
    }

    @Test
    void theHistoryOfAContinuedResponseBeginsWithTheOneThatWasSentBefore() throws Exception {
        var surface = new ResponsesSurface();
        byte[] first = store.expand("t", bytes("{'model':'m','input':'hello'}")).body();
        answered(
                "{'model':'m','input':'hello'}",
                "r1",
                "{'type':'message','id':'msg_1','role':'assistant',"
                        + "'content':[{'type':'output_text','text':'yes','annotations':[]}],'status':'completed'}");

        byte[] second = store.expand("t", bytes("{'model':'m','previous_response_id':'r1','input':'go on'}"))
                .body();

        var before = Objects.requireNonNull(surface.read(first, "t").history()).conversation();
        var after = Objects.requireNonNull(surface.read(second, "t").history()).conversation();
        assertThat(after.chain()).hasSize(3).startsWith(before.chain().getFirst());
    }

    @Test
    void instructionsAreNotInherited() throws Exception {
        answered("{'instructions':'secret rules','input':'hello'}", "r1", "");

        assertThat(text(store.expand("t", bytes("{'previous_response_id':'r1','input':'x'}"))
                        .body()))
                .doesNotContain("secret rules");
    }

    @Test
    void theSessionOfAChainIsRemembered() throws Exception {
        store.recorder("t", kept("{'input':'hello'}"), "s7").bytes(response("r1", ""));

        assertThat(store.expand("t", bytes("{'previous_response_id':'r1','input':'x'}"))
                        .session())
                .isEqualTo("s7");
        assertThat(store.expand("t", bytes("{'input':'x'}")).session()).isNull();
    }

    @Test
    void anUnknownResponseIsNamed() {
        assertNotFound("r0", "{'previous_response_id':'r0','input':'x'}");
    }

    @Test
    void aTenantNeverSeesAnothersResponses() throws Exception {
        answered("{'input':'hello'}", "r1", "");

        assertThatThrownBy(() -> store.expand("other", bytes("{'previous_response_id':'r1','input':'x'}")))
                .isInstanceOf(MalformedRequestException.class);
        assertThat(store.find("other", "r1")).isEmpty();
        assertThat(store.delete("other", "r1")).isFalse();
        assertThat(store.find("t", "r1")).isPresent();
    }

    @Test
    void whatTheClientWantsForgottenIsNotKept() throws Exception {
        assertThat(store.expand("t", bytes("{'store':false,'input':'hello'}")).kept())
                .isNull();
        assertThat(store.expand("t", bytes("{'store':true,'input':'hello'}")).kept())
                .isNotNull();
        assertThat(store.expand("t", bytes("{'store':null,'input':'hello'}")).kept())
                .isNotNull();
    }

    @Test
    void aDeletedResponseTakesTheChainBehindItAlong() throws Exception {
        answered("{'input':'hello'}", "r1", "");
        answered("{'previous_response_id':'r1','input':'x'}", "r2", "");

        assertThat(store.delete("t", "r1")).isTrue();

        assertNotFound("r1", "{'previous_response_id':'r1','input':'y'}");
        assertNotFound("r2", "{'previous_response_id':'r2','input':'y'}");
    }

    @Test
    void aChainThatBitesItsTailEnds() throws Exception {
        answered("{'input':'hello'}", "r1", "");
        answered("{'previous_response_id':'r1','input':'x'}", "r1", "");

        assertNotFound("r1", "{'previous_response_id':'r1','input':'y'}");
    }

    @Test
    void aResponseThatNobodyAsksForIsForgottenAfterADay() throws Exception {
        answered("{'input':'hello'}", "r1", "");
        answered("{'previous_response_id':'r1','input':'x'}", "r2", "");
        nanos.addAndGet(Duration.ofHours(23).toNanos());
        store.expand("t", bytes("{'previous_response_id':'r2','input':'y'}"));
        nanos.addAndGet(Duration.ofHours(23).toNanos());
        assertThat(store.expand("t", bytes("{'previous_response_id':'r2','input':'y'}"))
                        .body())
                .isNotEmpty();

        nanos.addAndGet(Duration.ofHours(25).toNanos());

        assertNotFound("r2", "{'previous_response_id':'r2','input':'y'}");
    }

    @Test
    void aRequestOfManyMegabytesIsNotKept() throws Exception {
        String image = "{'input':[{'image_url':'" + "QUJD".repeat(9 << 20) + "'}]}";
        answered(image, "r1", "");

        assertThat(store.find("t", "r1")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'background':true,'input':'x'} | background",
                "{'previous_response_id':7,'input':'x'} | previous_response_id",
                "{'previous_response_id':'a','previous_response_id':'b','input':'x'} | previous_response_id",
                "{'input':[{'n':1},{'type':'compaction','encrypted_content':'gAAAAB'}]} | input[1].encrypted_content",
                "{'input':[{'type':'compaction'}]} | input[0].encrypted_content",
                "{'input':[{'type':'compaction','encrypted_content':'eyJwbGltc29sbCI6Mn0'}]} | input[0].encrypted_content",
            })
    void whatCannotBeDoneIsNamed(String body, String param) {
        assertThatThrownBy(() -> store.expand("t", bytes(body)))
                .isInstanceOf(MalformedRequestException.class)
                .hasMessageStartingWith(param + ": ")
                .satisfies(e -> {
                    var malformed = (MalformedRequestException) e;
                    assertThat(malformed.param()).isEqualTo(param);
                    assertThat(malformed.error()).isEqualTo(ClientError.BAD_REQUEST);
                });
    }

    @Test
    void aCompactionIsExpandedInTheSameWayEachTime() throws Exception {
        String sealed = Compactions.seal(List.of("first\nnote", "second"));
        byte[] body = bytes("{'input':[{'n':1} , {'id':'cmp_1','encrypted_content':'" + sealed
                + "','type':'compaction'},{'n':2}]}");

        String expanded = text(store.expand("t", body).body());

        assertThat(expanded)
                .isEqualTo(json("{'input':[{'n':1} , {'type':'message','role':'user','content':[{'type':'input_text',"
                        + "'text':'first\\nnote\\n\\nsecond'}]},{'n':2}]}"));
        assertThat(text(store.expand("t", body).body())).isEqualTo(expanded);
    }

    @Test
    void aCompactionInAChainIsExpandedToo() throws Exception {
        answered(
                "{'input':[{'type':'compaction','encrypted_content':'" + Compactions.seal(List.of("note")) + "'}]}",
                "r1",
                "");

        assertThat(text(store.expand("t", bytes("{'previous_response_id':'r1','input':[{'n':2}]}"))
                        .body()))
                .isEqualTo(json(
                        "{'input':[{'type':'message','role':'user','content':[{'type':'input_text','text':'note'}]},"
                                + "{'n':2}]}"));
    }

    @Test
    void whatTakesLongerThanAShortPassIsTold() {
        assertThat(store.isQuick(bytes("{'input':'x','previous_response_id':null}")))
                .isTrue();
        assertThat(store.isQuick(bytes("{"))).isTrue();
        assertThat(store.isQuick(bytes("{'input':'x','previous_response_id':'r'}")))
                .isFalse();
        assertThat(store.isQuick(bytes("{'input':'" + "x".repeat(200_000) + "'}")))
                .isFalse();
    }

    @Test
    void aReferenceGivesWayToTheItemThatItNames() throws Exception {
        answered("{'input':'hello'}", "r1", "{'type':'reasoning','id':'rs_1'} , {'id':'fc_1','call_id':'c'}");

        assertThat(text(store.expand(
                                "t",
                                bytes(
                                        "{'input':[{'n':1},{'type':'item_reference','id':'rs_1'},"
                                                + "{'id':'fc_1','type':'item_reference'},{'type':'item_reference','id':'unknown'}]}"))
                        .body()))
                .isEqualTo(json("{'input':[{'n':1},{'type':'reasoning','id':'rs_1'},{'id':'fc_1','call_id':'c'},"
                        + "{'type':'item_reference','id':'unknown'}]}"));
        byte[] others = bytes("{'input':[{'type':'item_reference','id':'rs_1'}]}");
        assertThat(store.expand("other", others).body()).isSameAs(others);
        store.delete("t", "r1");
        assertThat(store.expand("t", others).body()).isSameAs(others);
    }

    @Test
    void compactionsCarryTheNewestNotesOfEarlierOnes() throws Exception {
        List<String> notes = List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
        var item =
                new ResponsesBody.Compaction(0, new io.plimsoll.compression.ByteRange(0, 0), Compactions.seal(notes));

        assertThat(Compactions.open(item)).isEqualTo(notes.subList(2, 10));
    }

    private void assertNotFound(String id, String body) {
        assertThatThrownBy(() -> store.expand("t", bytes(body)))
                .isInstanceOf(MalformedRequestException.class)
                .hasMessageContaining("'" + id + "' not found")
                .satisfies(e -> {
                    var malformed = (MalformedRequestException) e;
                    assertThat(malformed.param()).isEqualTo("previous_response_id");
                    assertThat(malformed.error()).isEqualTo(ClientError.PREVIOUS_RESPONSE_NOT_FOUND);
                });
    }

    private void answered(String request, String id, String output) throws Exception {
        store.recorder("t", kept(request), null).bytes(response(id, output));
    }

    private Turn.Kept kept(String request) throws Exception {
        Turn.@Nullable Kept kept = store.expand("t", bytes(request)).kept();
        return Objects.requireNonNull(kept);
    }

    private static Buffer response(String id, String output) {
        return Buffer.buffer(
                json("{'id':'" + id + "','object':'response','output':[" + output + "],'status':'completed'}"));
    }

    private static byte[] bytes(String singleQuoted) {
        return json(singleQuoted).getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }
}
