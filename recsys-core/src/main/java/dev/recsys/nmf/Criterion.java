package dev.recsys.nmf;

import dev.recsys.data.DataShape;
import dev.recsys.format.SectionInput;
import dev.recsys.format.SectionOutput;

/** What a training minimises: the loss and the penalty of either side. Folding in goes on with it. */
record Criterion(Nmf.Loss loss, Penalty users, Penalty items) {

    /** That of the first version of the files, which knew no other. */
    static final Criterion PLAIN = new Criterion(Nmf.Loss.FROBENIUS, Penalty.NONE, Penalty.NONE);

    private static final int KULLBACK_LEIBLER = 1;

    static Criterion of(Nmf config, DataShape shape) {
        double forItems = config.itemRegularization().orElse(config.regularization());
        return new Criterion(
                config.loss(),
                Penalty.of(config.regularization(), config.l1Ratio(), shape.items()),
                Penalty.of(forItems, config.l1Ratio(), shape.users()));
    }

    void write(SectionOutput out) {
        out.writeByte(loss == Nmf.Loss.KULLBACK_LEIBLER ? KULLBACK_LEIBLER : 0);
        out.writeDouble(users.l1());
        out.writeDouble(users.l2());
        out.writeDouble(items.l1());
        out.writeDouble(items.l2());
    }

    static Criterion read(SectionInput in) {
        int loss = in.readByte();
        if (loss != 0 && loss != KULLBACK_LEIBLER) {
            throw in.corrupt("the loss is " + loss + " but only 0 and 1 are known");
        }
        Penalty users = readPenalty(in);
        Penalty items = readPenalty(in);
        return new Criterion(loss == 0 ? Nmf.Loss.FROBENIUS : Nmf.Loss.KULLBACK_LEIBLER, users, items);
    }

    private static Penalty readPenalty(SectionInput in) {
        double l1 = in.readDouble();
        double l2 = in.readDouble();
        if (!(l1 >= 0 && l2 >= 0 && l1 + l2 <= Double.MAX_VALUE)) {
            throw in.corrupt("penalties are finite and at least 0 but these are " + l1 + " and " + l2);
        }
        return new Penalty(l1, l2);
    }
}
