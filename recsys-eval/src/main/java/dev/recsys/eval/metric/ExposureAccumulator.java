package dev.recsys.eval.metric;

/** Counts the items of lists for one metric. */
final class ExposureAccumulator implements CatalogueMetric.Accumulator {

    private final ExposureMetric metric;
    private final Exposure exposure;

    ExposureAccumulator(ExposureMetric metric, Exposure exposure) {
        this.metric = metric;
        this.exposure = exposure;
    }

    @Override
    public void add(JudgedList list) {
        exposure.add(list, metric.cutoff());
    }

    @Override
    public void merge(CatalogueMetric.Accumulator other) {
        exposure.merge(((ExposureAccumulator) other).exposure);
    }

    @Override
    public double value() {
        return metric.value(exposure);
    }
}
