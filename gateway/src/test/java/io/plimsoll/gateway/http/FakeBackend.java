package io.plimsoll.gateway.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An upstream on a raw socket that does what a script says, byte by byte, and keeps every request as it came. Scripts run on
 * a virtual thread of their connection, so they may block; requests on one connection follow each other. Thread-safe.
 *
 * <pre>{@code
 * try (FakeBackend backend = FakeBackend.start()) {
 *     backend.script(exchange -> {
 *         exchange.startStream();
 *         exchange.chunk("data: [DONE]\n\n");
 *         exchange.endStream();
 *     });
 * }
 * }</pre>
 */
public final class FakeBackend implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What the backend does with one request, whose body has not been read yet. */
    @FunctionalInterface
    public interface Script {
        void run(Exchange exchange) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final List<Exchange> exchanges = new ArrayList<>();
    private volatile Script script = exchange -> exchange.answer(200, "application/json", "{}");

    private FakeBackend(ServerSocket server) {
        this.server = server;
    }

    /** Listens on a free port of the loopback interface; answers 200 and an empty object until told otherwise. */
    public static FakeBackend start() {
        try {
            FakeBackend backend = new FakeBackend(new ServerSocket(0, 512, InetAddress.getLoopbackAddress()));
            Thread.ofVirtual().start(backend::accept);
            return backend;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port of the loopback interface on which nobody listens. */
    public static int unusedPort() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is done with every request from now on. */
    public FakeBackend script(Script newScript) {
        script = newScript;
        return this;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** This backend as a place to send to. */
    public Upstream upstream(String name) {
        return new Upstream(name, "127.0.0.1", port(), false, "", null);
    }

    /** Waits for the request with this number, the first being 0. */
    public synchronized Exchange request(int number) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (exchanges.size() <= number) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("backend saw " + exchanges.size() + " requests (expected: > " + number + ")");
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return exchanges.get(number);
    }

    public synchronized int requestCount() {
        return exchanges.size();
    }

    /** How many connections were made so far. */
    public int connectionCount() {
        return accepted.get();
    }

    /** Closes the connections that are open now, as a server does with idle ones. */
    public void dropConnections() {
        connections.forEach(FakeBackend::closeQuietly);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        dropConnections();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = server.accept();
                connections.add(connection);
                accepted.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException closed) {
            // close() ends the loop.
        }
    }

    private void serve(Socket connection) {
        Exchange last = null;
        try (connection) {
            connection.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(connection.getInputStream(), 64 << 10);
            while (true) {
                Exchange exchange = Exchange.read(connection, in);
                last = exchange;
                add(exchange);
                script.run(exchange);
                exchange.body();
            }
        } catch (IOException | InterruptedException left) {
            // The other side, or the script, has closed the connection.
        } finally {
            connections.remove(connection);
            if (last != null) {
                last.gone.complete(null);
            }
        }
    }

    private synchronized void add(Exchange exchange) {
        exchanges.add(exchange);
        notifyAll();
    }

    private static void closeQuietly(Socket connection) {
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One request at the backend, and the means to answer it. Used by one script; what was received is thread-safe. */
    public static final class Exchange {

        private final Socket connection;
        private final InputStream in;
        private final String head;
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private final CompletableFuture<Void> gone = new CompletableFuture<>();

        private Exchange(Socket connection, InputStream in, String head) {
            this.connection = connection;
            this.in = in;
            this.head = head;
        }

        private static Exchange read(Socket connection, InputStream in) throws IOException {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) {
                    throw new EOFException();
                }
                head.append((char) next);
            }
            return new Exchange(connection, in, head.substring(0, head.length() - 2));
        }

        /** The request line as it came. */
        public String requestLine() {
            return head.substring(0, head.indexOf("\r\n"));
        }

        /** The header lines as they came, one char per byte. */
        public List<String> headerLines() {
            return head.lines().skip(1).toList();
        }

        /** The values of a header, in order. */
        public List<String> headers(String name) {
            return headerLines().stream()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .toList();
        }

        /** The first value of a header. */
        public Optional<String> header(String name) {
            return headers(name).stream().findFirst();
        }

        /** Reads the body if the script has not yet; decoded when it is chunked. */
        public byte[] body() throws IOException {
            if (!body.isDone()) {
                body.complete(readBody());
            }
            return body.join();
        }

        /** Waits for a script to have read the body. */
        public String receivedBody() {
            return new String(within(body), StandardCharsets.ISO_8859_1);
        }

        /** Waits until the other side has left, or the script has closed the connection. */
        public void awaitGone() {
            within(gone);
        }

        /** Does nothing until the other side has left. */
        public void holdUntilGone() throws IOException {
            body();
            while (in.read() >= 0) {
                // Nothing more is expected; what comes is not looked at.
            }
            throw new EOFException();
        }

        /** Sends bytes, one per char. */
        public void send(String bytes) throws IOException {
            send(bytes.getBytes(StandardCharsets.ISO_8859_1));
        }

        public void send(byte[] bytes) throws IOException {
            connection.getOutputStream().write(bytes);
        }

        /** Reads the body and sends a whole answer. */
        public void answer(int status, String contentType, String text) throws IOException {
            body();
            send("HTTP/1.1 " + status + " X\r\nContent-Type: " + contentType + "\r\nContent-Length: " + text.length()
                    + "\r\n\r\n" + text);
        }

        /** Reads the body and sends the head of an event stream. */
        public void startStream() throws IOException {
            body();
            send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
        }

        public void chunk(String bytes) throws IOException {
            send(Integer.toHexString(bytes.length()) + "\r\n" + bytes + "\r\n");
        }

        public void endStream() throws IOException {
            send("0\r\n\r\n");
        }

        /** Ends the connection after what was sent. */
        public void closeConnection() throws IOException {
            connection.close();
        }

        /** Ends the connection with a reset. */
        public void resetConnection() throws IOException {
            connection.setSoLinger(true, 0);
            connection.close();
        }

        private byte[] readBody() throws IOException {
            if (header("transfer-encoding").isPresent()) {
                return readChunks();
            }
            int length = header("content-length").map(Integer::parseInt).orElse(0);
            byte[] bytes = in.readNBytes(length);
            if (bytes.length < length) {
                throw new EOFException();
            }
            return bytes;
        }

        private byte[] readChunks() throws IOException {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            while (true) {
                int size = Integer.parseInt(readLine().split(";")[0].strip(), 16);
                if (size == 0) {
                    while (!readLine().isEmpty()) {
                        // Trailers are not looked at.
                    }
                    return all.toByteArray();
                }
                all.write(in.readNBytes(size));
                readLine();
            }
        }

        private String readLine() throws IOException {
            StringBuilder line = new StringBuilder();
            int next = in.read();
            while (next >= 0 && next != '\n') {
                line.append((char) next);
                next = in.read();
            }
            if (next < 0) {
                throw new EOFException();
            }
            return line.toString().strip();
        }

        private static <T> T within(CompletableFuture<T> future) {
            return future.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
        }
    }
}
