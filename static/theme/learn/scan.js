// @ts-check
/* The teacher's results: QR codes from pictures and from the camera. Nothing leaves the
   device. */

/**
 * Returns functions that read codes. The address is that of the script for browsers that
 * cannot.
 * @param {string} decoder
 */
const scanning = decoder => {
  const sizes = [1600, 800, 3000]; // pixels of a picture's longer side: a code may be too fine or too blurred in one of them

  /** Loads the script once it is needed. */
  const decoding = async () => {
    if (!wayside.decode) {
      await new Promise((done, fail) => {
        const script = document.createElement("script");
        Object.assign(script, { src: decoder, onload: done, onerror: fail });
        document.head.append(script);
      });
    }
    return /** @type {(picture: ImageData) => Code[]} */ (wayside.decode);
  };

  /** @type {Promise<((canvas: HTMLCanvasElement) => Promise<string[]>)> | undefined} */
  let reader;
  const prepare = async () => {
    const { BarcodeDetector } = /** @type {any} */ (self); // in Chromium on some systems only
    const formats = BarcodeDetector ? await BarcodeDetector.getSupportedFormats().catch(() => []) : [];
    if (formats.includes("qr_code")) {
      const detector = new BarcodeDetector({ formats: ["qr_code"] });
      return async (/** @type {HTMLCanvasElement} */ canvas) => (await detector.detect(canvas)).map((/** @type {{ rawValue: string }} */ code) => code.rawValue);
    }
    const decode = await decoding();
    return async (/** @type {HTMLCanvasElement} */ canvas) => {
      const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
      return decode(pen.getImageData(0, 0, canvas.width, canvas.height)).map(code => code.text);
    };
  };

  /**
   * Reads what is drawn at a size.
   * @param {CanvasImageSource} source @param {number} width @param {number} height @param {number} longest
   */
  const read = async (source, width, height, longest) => {
    reader = reader || prepare();
    const scale = Math.min(1, longest / Math.max(width, height)), canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { willReadFrequently: true }));
    pen.drawImage(source, 0, 0, canvas.width, canvas.height);
    return (await reader)(canvas);
  };

  /**
   * Returns the texts of the codes in a picture.
   * @param {Blob} file
   */
  const picture = async file => {
    const bitmap = await createImageBitmap(file);
    for (const longest of sizes) {
      const texts = await read(bitmap, bitmap.width, bitmap.height, longest);
      if (texts.length) return texts;
      if (longest > Math.max(bitmap.width, bitmap.height)) break;
    }
    return [];
  };

  /**
   * Reads the camera into a video element until the function that is returned is called.
   * @param {HTMLVideoElement} video @param {(texts: string[]) => void} found
   */
  const camera = async (video, found) => {
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    let running = true;
    video.srcObject = stream;
    await video.play();
    const look = async () => {
      if (!running) return;
      if (video.videoWidth) {
        const texts = await read(video, video.videoWidth, video.videoHeight, 800);
        if (running && texts.length) found(texts);
      }
      setTimeout(look, 150); // between two looks the page can draw
    };
    look();
    return () => {
      running = false;
      stream.getTracks().forEach(t => t.stop());
      video.srcObject = null;
    };
  };

  return { picture, camera, decoding };
};
