package cn.bankscrm.db;

/**
 * The PostgreSQL behind the tests.
 *
 * @param address JDBC address up to the name of the database
 */
record TestServer(String address, String username, String password) {

    String url(String database) {
        return address + database;
    }
}
