package cn.bankscrm.simulator.world;

import cn.bankscrm.simulator.data.BehaviourDay;
import cn.bankscrm.simulator.data.Journal;
import cn.bankscrm.simulator.data.WeComData;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The corp at the virtual moment. */
public final class World {
    private final VirtualClock clock;
    private final Directory directory;
    private final Friends friends;
    private final CorpTags tags;
    private final InterceptRules interceptRules;
    private final MassSends massSends;
    private final CustomerMoments moments;
    private final Welcomes welcomes;
    private final ContactWays contactWays;
    private final Supplier<List<BehaviourDay>> behaviourSource;
    private @Nullable List<BehaviourDay> behaviour;

    /**
     * The corp of a folder.
     *
     * @param journal in which is written down what people change from now on
     */
    public World(WeComData data, VirtualClock clock, boolean oneWayRemains, Journal journal) {
        this.clock = clock;
        this.directory = new Directory(data.departments(), data.members(), journal);
        this.friends = new Friends(clock, oneWayRemains, journal, data.contacts(), data.friends());
        this.tags = new CorpTags(clock, data.tags(), journal);
        this.interceptRules = new InterceptRules(clock, journal);
        this.massSends = new MassSends(clock, journal);
        this.moments = new CustomerMoments(clock, journal);
        this.welcomes = new Welcomes(clock, journal);
        this.contactWays = new ContactWays(clock, journal);
        this.friends.keepTags(id -> tags.tag(id).isPresent());
        this.behaviourSource = data.behaviour();
    }

    public VirtualClock clock() {
        return clock;
    }

    public Directory directory() {
        return directory;
    }

    public Friends friends() {
        return friends;
    }

    public CorpTags tags() {
        return tags;
    }

    public InterceptRules interceptRules() {
        return interceptRules;
    }

    public MassSends massSends() {
        return massSends;
    }

    public CustomerMoments moments() {
        return moments;
    }

    public Welcomes welcomes() {
        return welcomes;
    }

    public ContactWays contactWays() {
        return contactWays;
    }

    public synchronized List<BehaviourDay> behaviour() {
        List<BehaviourDay> known = behaviour;
        if (known == null) {
            known = behaviourSource.get();
            behaviour = known;
        }
        return known;
    }
}
