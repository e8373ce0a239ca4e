package cn.bankscrm.kpi.coverage;

/** A subject that exists and lies within the scope of whoever asks. */
record Located(CoverageSubject subject, long id, String name) {

    CoverageSql.Customers customers() {
        return subject.isInstitution() ? CoverageSql.Customers.OF_INSTITUTION : CoverageSql.Customers.OF_MANAGER;
    }
}
