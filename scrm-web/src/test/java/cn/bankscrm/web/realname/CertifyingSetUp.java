package cn.bankscrm.web.realname;

import cn.bankscrm.core.contact.ContactRegister;
import cn.bankscrm.core.friendlink.RecordingFriendLinks;
import cn.bankscrm.web.ScrmWebTest;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What every test of certification begins with: the application, and a branch with a manager in it. */
@ScrmWebTest
abstract class CertifyingSetUp {

    @LocalServerPort
    int port;

    @Autowired
    JdbcClient db;

    @Autowired
    RecordingFriendLinks links;

    @Autowired
    ContactRegister contacts;

    CertifiedBank bank;

    @BeforeEach
    void loadsTheBank() throws Exception {
        bank = new CertifiedBank(port, db, links, contacts);
        bank.load();
    }
}
