package cn.bankscrm.web.account;

import org.springframework.dao.OptimisticLockingFailureException;

/** Two administrators opened the same account at the same moment; the second sees the page for a lost race. */
class AccountRace extends OptimisticLockingFailureException {

    AccountRace(Throwable cause) {
        super("The account was opened meanwhile", cause);
    }
}
