package cn.bankscrm.core.scope;

import java.util.Optional;

/** Who reads on this thread, as far as they may see: the port that the web layer answers from sign-in. */
@FunctionalInterface
public interface CurrentScope {

    /** Never fails. Empty for work that is nobody's: the platform's own, and that of the bank's own systems. */
    Optional<DataScope> get();
}
