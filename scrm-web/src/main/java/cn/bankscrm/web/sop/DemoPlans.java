package cn.bankscrm.web.sop;

import cn.bankscrm.core.institution.InstitutionId;
import cn.bankscrm.core.scope.DataScope;
import cn.bankscrm.engagement.sop.Plan;
import cn.bankscrm.engagement.sop.PlanControl;
import cn.bankscrm.engagement.sop.PlanId;
import cn.bankscrm.engagement.sop.PlanOutcome;
import cn.bankscrm.engagement.sop.PlanRegister;
import cn.bankscrm.engagement.sop.PlanRows;
import cn.bankscrm.engagement.sop.SopTemplate;
import cn.bankscrm.web.account.DemoAccountsOpened;
import cn.bankscrm.web.account.DemoPeople;
import java.util.List;
import java.util.function.Function;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The demo bank's first branch has three plans from the library at work, one of them still on trial. */
@Component
@Profile("demo")
class DemoPlans {

    private static final String AUTHOR = "content";
    private static final String APPROVER = "admin";
    private static final int TENTH = 1_000;

    private final PlanRegister register;
    private final PlanControl control;
    private final PlanRows plans;
    private final DemoPeople people;

    DemoPlans(PlanRegister register, PlanControl control, PlanRows plans, DemoPeople people) {
        this.register = register;
        this.control = control;
        this.plans = plans;
        this.people = people;
    }

    @EventListener
    void begin(DemoAccountsOpened opened) {
        if (plans.all(new DataScope.WholeBank()).isEmpty()) {
            begin("add-welcome", opened.branch());
            promote(begin("act-birthday", opened.branch()));
            promote(begin("act-maturity", opened.branch()));
        }
    }

    private PlanId begin(String template, InstitutionId branch) {
        SopTemplate from = SopTemplate.of(template).orElseThrow();
        PlanId plan = people.as(
                AUTHOR,
                () -> register.create(
                        new PlanRegister.Head(from.name(), from.scene(), branch, List.of(branch), TENTH), from.rule()));
        done(AUTHOR, plan, one -> register.submit(one, 1));
        done(APPROVER, plan, one -> register.approve(one, 2));
        return plan;
    }

    private void promote(PlanId plan) {
        done(APPROVER, plan, control::promote);
    }

    private void done(String username, PlanId id, Function<Plan, PlanOutcome> step) {
        Plan plan = plans.find(id, new DataScope.WholeBank()).orElseThrow();
        PlanOutcome outcome = people.as(username, () -> step.apply(plan));
        if (!(outcome instanceof PlanOutcome.Done)) {
            throw new IllegalStateException("The demo's plan is not taken: " + outcome);
        }
    }
}
