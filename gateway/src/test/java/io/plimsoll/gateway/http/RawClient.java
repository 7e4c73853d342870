package io.plimsoll.gateway.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A client on a raw socket, which shows an answer's bytes as they came. Strings hold one char per byte. Not thread-safe. */
public final class RawClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;

    /**
     * An answer.
     *
     * @param head status line and header lines
     * @param body decoded when it is chunked
     * @param whole whether its framing says that all of it has come
     */
    public record Answer(String head, String body, boolean whole) {

        public int status() {
            return Integer.parseInt(head.split(" ", 3)[1]);
        }

        /** The values of a header, in order. */
        public List<String> headers(String name) {
            return head.lines()
                    .skip(1)
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .toList();
        }

        /** The first value of a header. */
        public Optional<String> header(String name) {
            return headers(name).stream().findFirst();
        }
    }

    private final Socket socket;
    private final InputStream in;

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), 4 << 10);
    }

    public static RawClient connect(int port) {
        return connect(port, 64 << 10);
    }

    /** @param receiveBufferBytes what the kernel may take in while nobody reads */
    public static RawClient connect(int port, int receiveBufferBytes) {
        try {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(receiveBufferBytes);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress("127.0.0.1", port));
            return new RawClient(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public RawClient send(String bytes) {
        try {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a POST with a body of the length it says. */
    public RawClient post(String target, String body, String... headerLines) {
        StringBuilder head = new StringBuilder("POST " + target + " HTTP/1.1\r\nHost: gateway\r\n");
        for (String line : headerLines) {
            head.append(line).append("\r\n");
        }
        return send(head + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    /** Sends a request without a body. */
    public RawClient request(String method, String target, String... headerLines) {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: gateway\r\n");
        for (String line : headerLines) {
            head.append(line).append("\r\n");
        }
        return send(head + "\r\n");
    }

    /** Reads a head: everything up to the next empty line. */
    public String readHead() {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = read();
            if (next < 0) {
                throw new AssertionError("connection ended in a head: '" + head + "'");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** Reads {@code count} bytes as they are on the wire. */
    public String readBytes(int count) {
        StringBuilder bytes = new StringBuilder();
        for (int next = 0; bytes.length() < count && next >= 0; ) {
            next = read();
            if (next >= 0) {
                bytes.append((char) next);
            }
        }
        return bytes.toString();
    }

    /** Reads a whole answer to a request that was no HEAD, or what comes of it. */
    public Answer readAnswer() {
        String head = readHead();
        return readBody(head);
    }

    /** Reads the rest of an answer whose head was read. */
    public Answer readBody(String head) {
        Answer started = new Answer(head, "", false);
        if (started.status() == 204 || started.status() == 304) {
            return new Answer(head, "", true);
        }
        if (started.header("transfer-encoding").isPresent()) {
            return readChunks(head);
        }
        Optional<Integer> length = started.header("content-length").map(Integer::parseInt);
        String body = readBytes(length.orElse(Integer.MAX_VALUE));
        return new Answer(head, body, length.isEmpty() ? !wasReset : body.length() == length.get());
    }

    private boolean wasReset;

    /** Whether the connection ends now, in either way, with no further byte. */
    public boolean isEnded() {
        return read() < 0;
    }

    /** Whether the connection was ended with a reset. */
    public boolean wasReset() {
        return wasReset;
    }

    /** Leaves with a reset. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer readChunks(String head) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String line = readLine();
            if (line.isEmpty()) {
                return new Answer(head, body.toString(StandardCharsets.ISO_8859_1), false);
            }
            int size = Integer.parseInt(line, 16);
            String chunk = readBytes(size);
            body.writeBytes(chunk.getBytes(StandardCharsets.ISO_8859_1));
            readLine();
            if (size == 0) {
                return new Answer(head, body.toString(StandardCharsets.ISO_8859_1), true);
            }
            if (chunk.length() < size) {
                return new Answer(head, body.toString(StandardCharsets.ISO_8859_1), false);
            }
        }
    }

    private String readLine() {
        StringBuilder line = new StringBuilder();
        int next = read();
        while (next >= 0 && next != '\n') {
            line.append((char) next);
            next = read();
        }
        return line.toString().strip();
    }

    private int read() {
        try {
            return in.read();
        } catch (SocketException reset) {
            wasReset = true;
            return -1;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
