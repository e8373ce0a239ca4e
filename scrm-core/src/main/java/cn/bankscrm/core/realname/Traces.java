package cn.bankscrm.core.realname;

import cn.bankscrm.core.privacy.FieldCipher;
import org.springframework.stereotype.Component;

/** Makes of a visit what may be kept: the province, and digests by which two visits can be told to be alike. */
@Component
class Traces {

    private final FieldCipher cipher;
    private final AddressProvinces provinces;

    Traces(FieldCipher cipher, AddressProvinces provinces) {
        this.cipher = cipher;
        this.provinces = provinces;
    }

    Trace of(Visit visit) {
        return new Trace(
                provinces.of(visit.address()).orElse(null),
                cipher.digest("visit.address", visit.address()),
                cipher.digest("visit.device", visit.device()));
    }
}
