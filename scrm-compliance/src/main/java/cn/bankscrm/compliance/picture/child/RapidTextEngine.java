package cn.bankscrm.compliance.picture.child;

import com.benjaminwan.ocrlibrary.OcrResult;
import io.github.mymonstercat.Model;
import io.github.mymonstercat.ocr.InferenceEngine;
import java.nio.file.Path;

/** RapidOCR with the models of PP-OCR version 4, as its jars bring them. */
public final class RapidTextEngine implements TextEngine {

    private final InferenceEngine engine = InferenceEngine.getInstance(Model.ONNX_PPOCR_V4);

    /** For {@link TextChild}, by name. */
    public RapidTextEngine() {
        // the library is loaded with the first picture
    }

    @Override
    public String read(Path picture) {
        OcrResult result = engine.runOcr(picture.toString());
        return result.getStrRes().strip();
    }
}
