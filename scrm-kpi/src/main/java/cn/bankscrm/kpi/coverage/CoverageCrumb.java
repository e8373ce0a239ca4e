package cn.bankscrm.kpi.coverage;

/** One step on the way down from head office: a subject and its name. */
public record CoverageCrumb(CoverageSubject subject, String name) {

    static CoverageCrumb of(Located located) {
        return new CoverageCrumb(located.subject(), located.name());
    }
}
