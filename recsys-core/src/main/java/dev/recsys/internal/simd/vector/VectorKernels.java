package dev.recsys.internal.simd.vector;

import dev.recsys.internal.simd.Kernels;
import dev.recsys.internal.simd.PanelKernel;
import dev.recsys.internal.simd.SweepKernel;
import dev.recsys.internal.simd.SystemKernel;

/** The kernels on the Vector API. */
public final class VectorKernels implements Kernels {

    private final PanelKernel panels;
    private final SweepKernel sweeps = new VectorSweeps();
    private final SystemKernel systems = new VectorSystems();

    /**
     * The kernels of this JVM.
     *
     * @throws IllegalStateException if a vector length was forced that the processor does not have
     */
    public VectorKernels() {
        Lanes.requireHardware();
        this.panels = Lanes.COUNT == 16 ? new FourByFourPanels() : new FourByTwoPanels();
    }

    @Override
    public String name() {
        return "vector " + Lanes.SPECIES.vectorBitSize();
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
