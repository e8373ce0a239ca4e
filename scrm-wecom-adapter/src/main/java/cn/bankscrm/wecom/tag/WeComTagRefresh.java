package cn.bankscrm.wecom.tag;

import cn.bankscrm.core.tag.TagRegister;
import cn.bankscrm.wecom.client.TagRefresh;
import org.springframework.stereotype.Component;

/** Reads all corp tags and makes the register agree. */
@Component
class WeComTagRefresh implements TagRefresh {

    private final TagReading reading;
    private final TagRegister register;

    WeComTagRefresh(TagReading reading, TagRegister register) {
        this.reading = reading;
        this.register = register;
    }

    @Override
    public void all() {
        register.mirror(reading.all());
    }
}
