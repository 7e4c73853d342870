package io.plimsoll.bench.load;

import io.plimsoll.bench.ServerProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Starts the servers of a run in a folder. */
final class Servers {

    /** As the launcher starts the gateway. */
    private static final List<String> JAVA_FLAGS = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--add-modules=jdk.incubator.vector",
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:+UseG1GC",
            "-XX:MaxGCPauseMillis=50",
            "-XX:MaxNewSize=96m");

    private final Path folder;
    private final List<Integer> sizes;

    /** @param sizes body sizes in bytes: each has a policy of its own */
    Servers(Path folder, List<Integer> sizes) {
        this.folder = folder;
        this.sizes = List.copyOf(sizes);
    }

    /** A server with its address. */
    record Running(ServerProcess process, URI url) implements AutoCloseable {

        @Override
        public void close() throws InterruptedException {
            process.close();
        }
    }

    Running backend() throws IOException, InterruptedException {
        List<String> command = java(List.of(), LoadBackend.class.getName());
        command.add("bench");
        sizes.forEach(size -> command.add(Variant.REPLAYED_CUT.model(size)));
        ServerProcess process = ServerProcess.start(command, folder.resolve("backend.log"));
        return new Running(process, loopback(process.awaitPort()));
    }

    /** nginx as a reverse proxy with kept connections, one worker for each core, and no access log. */
    Running nginx(URI backend) throws IOException, InterruptedException {
        int port = ServerProcess.freePort();
        Path work = Files.createDirectories(folder.resolve("nginx"));
        Path config = work.resolve("nginx.conf");
        Files.writeString(config, """
                daemon off;
                worker_processes auto;
                pid %1$s/nginx.pid;
                error_log stderr warn;
                events { worker_connections 4096; }
                http {
                  access_log off;
                  client_body_temp_path %1$s/body;
                  proxy_temp_path %1$s/proxy;
                  fastcgi_temp_path %1$s/fastcgi;
                  uwsgi_temp_path %1$s/uwsgi;
                  scgi_temp_path %1$s/scgi;
                  client_max_body_size 64m;
                  client_body_buffer_size 1m;
                  keepalive_requests 100000000;
                  upstream backend { server %2$s; keepalive 512; keepalive_requests 100000000; }
                  server {
                    listen 127.0.0.1:%3$d backlog=4096;
                    location / {
                      proxy_pass http://backend;
                      proxy_http_version 1.1;
                      proxy_set_header Connection "";
                      proxy_buffering off;
                    }
                  }
                }
                """.formatted(work, backend.getAuthority(), port));
        ServerProcess process = ServerProcess.start(
                List.of(Tools.NGINX.path(), "-c", config.toString(), "-p", work.toString()),
                folder.resolve("nginx.log"));
        process.awaitListening(port);
        return new Running(process, loopback(port));
    }

    /**
     * The gateway, as a user would start it.
     *
     * @param moreFlags of its JVM
     */
    Running gateway(URI backend, List<String> moreFlags) throws IOException, InterruptedException {
        int port = ServerProcess.freePort();
        Path config = folder.resolve("plimsoll.yaml");
        Files.writeString(config, policyFile(backend, port));
        List<String> flags = new ArrayList<>(JAVA_FLAGS);
        flags.addAll(moreFlags);
        List<String> command = java(flags, io.plimsoll.gateway.cli.Plimsoll.class.getName());
        command.addAll(List.of("serve", "--config", config.toString()));
        ServerProcess process = ServerProcess.start(command, folder.resolve("gateway.log"));
        process.awaitListening(port);
        return new Running(process, loopback(port));
    }

    private String policyFile(URI backend, int port) {
        String tight =
                sizes.stream().map(size -> policy(Variant.REPLAYED_CUT, size)).collect(Collectors.joining());
        int largest = sizes.stream().mapToInt(Integer::intValue).max().orElseThrow();
        return """
                listen: { host: 127.0.0.1, port: %d }
                backends:
                  - { name: bench, url: "%s", engine: openai, pool: { tokens: 100m } }
                archive: { path: %s }
                policies:
                """.formatted(port, backend, folder.resolve("archive")) + tight + policy(Variant.PIPELINE, largest);
    }

    private static String policy(Variant variant, int size) {
        return "  - { name: %1$s, match: { models: [%1$s] }, context: { cap: %2$d, floor: 64, cuts: { ahead: false } } }%n"
                .formatted(variant.model(size), variant.capTokens(size));
    }

    private static List<String> java(List<String> flags, String main) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add(main);
        return command;
    }

    private static URI loopback(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
