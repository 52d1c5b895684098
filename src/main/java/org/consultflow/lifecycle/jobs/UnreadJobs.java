package org.consultflow.lifecycle.jobs;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ListIterator;
import java.util.function.Supplier;

import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;

/**
 * The jobs of an execution, read when somebody looks at them: whoever has run one of them only takes it out, and makes
 * another one at most.
 */
final class UnreadJobs extends AbstractList<JobEntity> {

    private final Supplier<List<JobEntity>> inDatabase;
    private final List<JobEntity> gone = new ArrayList<>();
    private final List<JobEntity> added = new ArrayList<>();
    private List<JobEntity> all;

    UnreadJobs(Supplier<List<JobEntity>> inDatabase) {
        this.inDatabase = inDatabase;
    }

    private List<JobEntity> all() {
        if (all == null) {
            all = new ArrayList<>(inDatabase.get());
            all.removeAll(gone);
            all.addAll(added);
        }
        return all;
    }

    @Override
    public boolean add(JobEntity job) {
        return (all == null ? added : all).add(job);
    }

    @Override
    public boolean remove(Object job) {
        if (all != null || added.contains(job)) {
            return (all == null ? added : all).remove(job);
        }
        return gone.add((JobEntity) job);
    }

    /** Until they are read it only holds that there may be some: the engine asks for no more when it writes the execution. */
    @Override
    public int size() {
        return all == null ? added.size() + 1 : all.size();
    }

    @Override
    public JobEntity get(int index) {
        return all().get(index);
    }

    @Override
    public Iterator<JobEntity> iterator() {
        return all().iterator();
    }

    @Override
    public ListIterator<JobEntity> listIterator(int index) {
        return all().listIterator(index);
    }

    @Override
    public Object[] toArray() {
        return all().toArray();
    }
}
