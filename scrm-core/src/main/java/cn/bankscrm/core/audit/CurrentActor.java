package cn.bankscrm.core.audit;

/** Who is behind what this thread does now: the port that the web layer answers from sign-in and request. */
@FunctionalInterface
public interface CurrentActor {

    /** Never fails: work without a request is the platform's own. */
    Actor get();
}
