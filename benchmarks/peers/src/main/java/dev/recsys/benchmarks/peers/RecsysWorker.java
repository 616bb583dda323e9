package dev.recsys.benchmarks.peers;

import dev.recsys.internal.simd.Kernels;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The process that measures this library. */
public final class RecsysWorker {

    private RecsysWorker() {}

    /** Answers commands until the input ends. */
    public static void main(String[] args) throws IOException {
        TopKWork topK = new TopKWork();
        SingleUserWork single = new SingleUserWork(topK);
        BatchWork batch = new BatchWork(topK);
        RealData real = new RealData(topK);
        AlsWork als = new AlsWork();
        NmfWork nmf = new NmfWork();
        Map<String, Worker.Command> commands = new HashMap<>();
        commands.put("generate-matrix", GeneratedData::matrix);
        commands.put("generate-factors", GeneratedData::factors);
        commands.put("topk-load", topK::load);
        commands.put("topk-clear", topK::clear);
        commands.put("topk", topK::run);
        commands.put("topk-save", topK::save);
        commands.put("topk-same", topK::same);
        commands.put("recommend-all", batch::run);
        commands.put("recommend-all-save", batch::save);
        commands.put("single", single::run);
        commands.put("train-real", real::train);
        commands.put("quality", real::quality);
        commands.put("als-load", als::load);
        commands.put("als-start", als::start);
        commands.put("als", als::run);
        commands.put("als-cold", als::cold);
        commands.put("als-save", als::save);
        commands.put("nmf-load", nmf::load);
        commands.put("nmf", nmf::run);
        commands.put("nmf-save", nmf::save);
        Reply greeting = Reply.ok()
                .with("kernels", Kernels.active().name())
                .with("java", System.getProperty("java.version", "?"));
        Worker.serve(greeting, commands);
    }
}
