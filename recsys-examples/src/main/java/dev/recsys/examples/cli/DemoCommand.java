package dev.recsys.examples.cli;

import picocli.CommandLine.Command;

@Command(name = "demo", description = "x")
final class DemoCommand extends RecsysCommand {
    DemoCommand(Terminal terminal) {}

    @Override
    int run() {
        return 0;
    }
}
