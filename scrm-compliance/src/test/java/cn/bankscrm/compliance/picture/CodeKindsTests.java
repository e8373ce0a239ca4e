package cn.bankscrm.compliance.picture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodeKindsTests {

    private final CodeKinds kinds =
            new CodeKinds(new PictureProperties(List.of("bank.example", "Shop.Bank.cn"), 40_000_000, 32 << 20, null));

    @ParameterizedTest
    @CsvSource({
        "wxp://f2f0AbCd, PAYMENT",
        "HTTPS://QR.ALIPAY.COM/FKX09, PAYMENT",
        "https://qr.95516.com/00010000/123, PAYMENT",
        "00020101021126370014, PAYMENT",
        "134567890123456789, PAYMENT",
        "281234567890123456, PAYMENT",
        "https://weixin.qq.com/g/AwYAAFky, GROUP",
        "https://work.weixin.qq.com/gm/5c0b, GROUP",
        "https://u.wechat.com/EAbc, CONTACT",
        "https://work.weixin.qq.com/ca/cawcde1, CONTACT",
        "http://weixin.qq.com/r/abc, CONTACT",
        "BEGIN:VCARD, CONTACT",
        "tel:13800000000, CONTACT",
        "https://bank.example/fund?id=1, OWN",
        "https://m.BANK.example/x, OWN",
        "https://shop.bank.cn/, OWN",
        "https://bank.example.evil.com/, LINK",
        "https://bank.example@evil.com/, LINK",
        "https://evil.com/bank.example, LINK",
        "https://notbank.example/, LINK",
        "https://evil.com\\@bank.example/, LINK",
        "www.some-fund.cn/abc, LINK",
        "myapp://open?x=1, LINK",
        "6901234567892, TEXT",
        "你好, TEXT",
        "合计: 100 元, TEXT"
    })
    void tellsWhatACodeIsFor(String payload, CodeKind kind) {
        assertThat(kinds.of(payload)).isEqualTo(kind);
    }
}
