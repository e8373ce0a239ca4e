package cn.bankscrm.simulator.api;

import cn.bankscrm.simulator.world.Welcomes;
import cn.bankscrm.simulator.world.World;
import java.util.Map;

/** Welcome messages: by the code of the event, once, within twenty seconds. */
final class WelcomeApi {
    private final Welcomes welcomes;

    WelcomeApi(World world) {
        this.welcomes = world.welcomes();
    }

    void addTo(Endpoints endpoints) {
        endpoints.add("externalcontact/send_welcome_msg", this::send);
    }

    private Map<String, Object> send(ApiRequest request) {
        String code = request.text("welcome_code");
        if (code.isEmpty()) {
            throw new ApiError(41049, "missing welcome_code");
        }
        if (welcomes.wasUsed(code)) {
            throw used();
        }
        Welcomes.Code good =
                welcomes.good(code).orElseThrow(() -> new ApiError(41050, "invalid welcome_code or expired"));
        MessageParts parts = MessageParts.of(request);
        if (!welcomes.deliver(good, parts.text(), parts.attachments())) {
            throw used();
        }
        return Answers.OK;
    }

    private static ApiError used() {
        return new ApiError(41051, "customer has started chatting");
    }
}
