package io.plimsoll.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestTargetTest {

    @ParameterizedTest
    @CsvSource({
        "/v1/x, /v1/x",
        "/v1/x?a=b?c, /v1/x",
        "http://host:80/v1/x?a=b, /v1/x",
        "http://host?a=b, /",
        "http://host, /",
        "/redirect?to=http://host/y, /redirect",
        "*, *"
    })
    void findsThePath(String target, String path) {
        assertThat(RequestTarget.path(target)).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "'', /v1/x?a=b, /v1/x?a=b",
        "/p, /v1/x?a=b, /p/v1/x?a=b",
        "/p, http://host/v1/x?a=b, /p/v1/x?a=b",
        "/p, *, *"
    })
    void putsThePrefixBeforeThePath(String prefix, String target, String sent) {
        assertThat(RequestTarget.underPrefix(prefix, target)).isEqualTo(sent);
    }
}
