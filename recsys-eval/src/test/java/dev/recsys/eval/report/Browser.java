package dev.recsys.eval.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A headless Chromium, driven over its DevTools protocol. Everything it starts ends with {@link #close}. */
final class Browser implements AutoCloseable {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final Path profile;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<Integer, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private final List<JsonNode> events = new CopyOnWriteArrayList<>();
    private volatile CompletableFuture<Boolean> loaded = new CompletableFuture<>();
    private Optional<WebSocket> socket = Optional.empty();
    private int lastId;

    private Browser(Process process, Path profile) {
        this.process = process;
        this.profile = profile;
    }

    /** The browser of this machine: named by RECSYS_CHROMIUM, or on the path. */
    static Optional<Path> executable() {
        List<Path> candidates = new ArrayList<>();
        Optional.ofNullable(System.getenv("RECSYS_CHROMIUM")).map(Path::of).ifPresent(candidates::add);
        for (String directory :
                Optional.ofNullable(System.getenv("PATH")).orElse("").split(":")) {
            for (String name : List.of("chromium", "chromium-browser", "google-chrome")) {
                candidates.add(Path.of(directory.isEmpty() ? "." : directory, name));
            }
        }
        return candidates.stream().filter(Files::isExecutable).findFirst();
    }

    static Browser start(Path executable) throws Exception {
        Path profile = Files.createTempDirectory("recsys-browser");
        List<String> command = new ArrayList<>(List.of(
                executable.toString(),
                "--headless=new",
                "--remote-debugging-port=0",
                "--remote-allow-origins=*",
                "--user-data-dir=" + profile,
                "--no-first-run",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--hide-scrollbars",
                "about:blank"));
        if (System.getProperty("user.name").equals("root")) {
            command.add(1, "--no-sandbox");
        }
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("output.txt").toFile())
                .start();
        Browser browser = new Browser(process, profile);
        try {
            browser.connect();
        } catch (Exception | Error e) {
            browser.close();
            throw e;
        }
        return browser;
    }

    private void connect() throws Exception {
        Path announced = profile.resolve("DevToolsActivePort");
        long end = System.nanoTime() + PATIENCE.toNanos();
        String port = "";
        while (port.isEmpty()) {
            if (System.nanoTime() > end || !process.isAlive()) {
                throw new IOException(
                        "the browser does not answer: " + Files.readString(profile.resolve("output.txt")));
            }
            Thread.sleep(20);
            List<String> lines = Files.exists(announced) ? Files.readAllLines(announced) : List.of();
            port = lines.size() < 2 ? "" : lines.get(0);
        }
        URI list = URI.create("http://127.0.0.1:" + port + "/json/list");
        Optional<String> page = Optional.empty();
        while (page.isEmpty() && System.nanoTime() < end) {
            JsonNode targets = MAPPER.readTree(
                    http.send(HttpRequest.newBuilder(list).build(), HttpResponse.BodyHandlers.ofString())
                            .body());
            for (JsonNode target : targets) {
                if (target.get("type").asText().equals("page")) {
                    page = Optional.of(target.get("webSocketDebuggerUrl").asText());
                }
            }
        }
        socket = Optional.of(http.newWebSocketBuilder()
                .buildAsync(URI.create(page.orElseThrow()), new Frames())
                .get(30, TimeUnit.SECONDS));
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            call(domain + ".enable", Map.of());
        }
    }

    private final class Frames implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                take(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }

    private void take(String message) {
        try {
            JsonNode node = MAPPER.readTree(message);
            if (node.has("id")) {
                Optional.ofNullable(pending.remove(node.get("id").asInt())).ifPresent(one -> one.complete(node));
            } else {
                events.add(node);
                if (node.get("method").asText().equals("Page.loadEventFired")) {
                    loaded.complete(true);
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    JsonNode call(String method, Map<String, Object> parameters) throws Exception {
        int id = ++lastId;
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        pending.put(id, answer);
        ObjectNode message = MAPPER.createObjectNode();
        message.put("id", id).put("method", method).set("params", MAPPER.valueToTree(parameters));
        socket.orElseThrow().sendText(message.toString(), true).get(30, TimeUnit.SECONDS);
        JsonNode node = answer.get(30, TimeUnit.SECONDS);
        if (node.has("error")) {
            throw new IOException(method + ": " + node.get("error"));
        }
        return node.get("result");
    }

    /** Opens a file on a screen of some width, dark or light. */
    void open(Path file, int width, boolean dark) throws Exception {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", width < 600));
        call(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
        loaded = new CompletableFuture<>();
        call("Page.navigate", Map.of("url", file.toUri().toString()));
        loaded.get(30, TimeUnit.SECONDS);
    }

    /** The value of an expression in the page. */
    JsonNode evaluate(String script) throws Exception {
        JsonNode result = call("Runtime.evaluate", Map.of("expression", script, "returnByValue", true));
        if (result.has("exceptionDetails")) {
            throw new IOException(result.get("exceptionDetails").toString());
        }
        return result.get("result").path("value");
    }

    /** What was written to the console, as errors or otherwise. */
    List<String> complaints() {
        return events.stream()
                .filter(event -> List.of("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded")
                        .contains(event.get("method").asText()))
                .map(JsonNode::toString)
                .toList();
    }

    /** What was asked for beside the file itself. */
    List<String> requests() {
        return events.stream()
                .filter(event -> event.get("method").asText().equals("Network.requestWillBeSent"))
                .map(event -> event.get("params").get("request").get("url").asText())
                .filter(url -> !url.startsWith("file:") && !url.equals("data:,"))
                .toList();
    }

    /** A picture of the whole page. */
    void screenshot(Path file) throws Exception {
        JsonNode shot = call("Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true));
        Files.write(file, Base64.getDecoder().decode(shot.get("data").asText()));
    }

    @Override
    public void close() {
        socket.ifPresent(WebSocket::abort);
        List<ProcessHandle> children = process.descendants().toList();
        process.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        try {
            process.waitFor(10, TimeUnit.SECONDS);
            for (int attempt = 0; attempt < 20 && !isProfileGone(); attempt++) {
                Thread.sleep(50); // a child still writes
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isProfileGone() {
        if (!Files.exists(profile)) {
            return true;
        }
        try (Stream<Path> files = Files.walk(profile)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
            return true;
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }
}
