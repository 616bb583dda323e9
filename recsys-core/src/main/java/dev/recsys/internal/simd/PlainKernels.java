package dev.recsys.internal.simd;

/** Java loops that C2 vectorises, right on any JVM. */
public final class PlainKernels implements Kernels {

    private final PanelKernel panels = new PlainPanels();
    private final SweepKernel sweeps = new PlainSweeps();
    private final SystemKernel systems = new PlainSystems();

    @Override
    public String name() {
        return "plain";
    }

    @Override
    public PanelKernel panels() {
        return panels;
    }

    @Override
    public SweepKernel sweeps() {
        return sweeps;
    }

    @Override
    public SystemKernel systems() {
        return systems;
    }
}
