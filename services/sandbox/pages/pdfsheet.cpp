#include "sandbox/pages/pdfsheet.h"

#include <hpdf.h>

#include <array>
#include <filesystem>

namespace billing::sandbox {
namespace {

// Where Debian and others keep fonts-dejavu-core.
constexpr std::array<const char*, 3> fontFolders{"/usr/share/fonts/truetype/dejavu",
                                                 "/usr/share/fonts/dejavu-sans-fonts", "/usr/share/fonts/TTF"};

std::string fontFile(const char* name) {
  for (const char* folder : fontFolders) {
    const auto file = std::filesystem::path(folder) / name;
    std::error_code ignored;  // not there is not there
    if (std::filesystem::exists(file, ignored)) return file.string();
  }
  return {};
}

// libharu goes on after an error and tells it again at the end.
void onPdfError(HPDF_STATUS, HPDF_STATUS, void*) {}

std::size_t utf8Length(unsigned char first) {
  return first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

std::string asciiOf(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); i += utf8Length(static_cast<unsigned char>(text[i])))
    out += static_cast<unsigned char>(text[i]) < 0x80 ? text[i] : '?';
  return out;
}

}  // namespace

class PdfSheet::Impl {
 public:
  explicit Impl(const std::string& title) : pdf_(HPDF_New(onPdfError, nullptr)) {
    HPDF_UseUTFEncodings(pdf_);
    HPDF_SetCompressionMode(pdf_, HPDF_COMP_ALL);
    HPDF_SetInfoAttr(pdf_, HPDF_INFO_TITLE, asciiOf(title).c_str());
    regular_ = load("DejaVuSans.ttf", "Helvetica");
    bold_ = load("DejaVuSans-Bold.ttf", "Helvetica-Bold");
    nextPage();
  }
  ~Impl() { HPDF_Free(pdf_); }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  HPDF_Font font(Weight weight) const { return weight == Weight::Bold ? bold_ : regular_; }
  std::string fit(std::string_view text) const { return unicode_ ? std::string(text) : asciiOf(text); }

  float widthOf(std::string_view text, float size, Weight weight) {
    HPDF_Page_SetFontAndSize(page_, font(weight), size);
    return HPDF_Page_TextWidth(page_, fit(text).c_str());
  }

  void put(HPDF_Page page, float x, float y, float size, std::string_view text, Weight weight) {
    HPDF_Page_BeginText(page);
    HPDF_Page_SetFontAndSize(page, font(weight), size);
    HPDF_Page_TextOut(page, x, y, fit(text).c_str());
    HPDF_Page_EndText(page);
  }

  void nextPage() {
    page_ = HPDF_AddPage(pdf_);
    HPDF_Page_SetSize(page_, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT);
    HPDF_Page_SetLineWidth(page_, 0.5F);
    pages_.push_back(page_);
  }

  std::string bytes() {
    if (HPDF_GetError(pdf_) != HPDF_OK || HPDF_SaveToStream(pdf_) != HPDF_OK) return {};
    std::string out(HPDF_GetStreamSize(pdf_), '\0');
    auto size = static_cast<HPDF_UINT32>(out.size());
    HPDF_ResetStream(pdf_);
    HPDF_ReadFromStream(pdf_, reinterpret_cast<HPDF_BYTE*>(out.data()), &size);
    out.resize(size);
    return out;
  }

  HPDF_Doc pdf_;
  HPDF_Page page_ = nullptr;
  std::vector<HPDF_Page> pages_;

 private:
  HPDF_Font load(const char* file, const char* instead) {
    if (const std::string path = fontFile(file); !path.empty())
      if (const char* name = HPDF_LoadTTFontFromFile(pdf_, path.c_str(), HPDF_TRUE); name != nullptr)
        return HPDF_GetFont(pdf_, name, "UTF-8");
    HPDF_ResetError(pdf_);
    unicode_ = false;
    return HPDF_GetFont(pdf_, instead, "StandardEncoding");
  }

  bool unicode_ = true;
  HPDF_Font regular_ = nullptr, bold_ = nullptr;
};

PdfSheet::PdfSheet(const std::string& title) : impl_(std::make_unique<Impl>(title)) {}
PdfSheet::~PdfSheet() = default;

void PdfSheet::text(float x, float y, float size, std::string_view text, Weight weight) {
  impl_->put(impl_->page_, x, y, size, text, weight);
}

void PdfSheet::textBefore(float right, float y, float size, std::string_view text, Weight weight) {
  impl_->put(impl_->page_, right - impl_->widthOf(text, size, weight), y, size, text, weight);
}

std::vector<std::string> PdfSheet::wrapped(std::string_view text, float size, float room) const {
  std::vector<std::string> lines{std::string()};
  std::size_t lastSpace = std::string::npos;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = std::min(utf8Length(static_cast<unsigned char>(text[i])), text.size() - i);
    std::string& line = lines.back();
    line += text.substr(i, length);
    if (text[i] == ' ') lastSpace = line.size() - 1;
    i += length;
    if (impl_->widthOf(line, size, Weight::Regular) <= room || line.size() == length) continue;
    const bool atSpace = lastSpace != std::string::npos && lastSpace > 0;
    const std::size_t cut = atSpace ? lastSpace : line.size() - length;
    std::string rest = line.substr(atSpace ? cut + 1 : cut);
    line.resize(cut);
    lines.push_back(std::move(rest));
    lastSpace = std::string::npos;
  }
  return lines;
}

void PdfSheet::rule(float y) {
  HPDF_Page_MoveTo(impl_->page_, margin, y);
  HPDF_Page_LineTo(impl_->page_, width - margin, y);
  HPDF_Page_Stroke(impl_->page_);
}

void PdfSheet::nextPage() {
  impl_->nextPage();
}

std::string PdfSheet::finish(const std::function<std::string(int page, int pages)>& foot) {
  constexpr float footSize = 8, footHeight = 32;
  const int count = static_cast<int>(impl_->pages_.size());
  for (int i = 0; i < count; ++i)
    impl_->put(impl_->pages_[static_cast<std::size_t>(i)], margin, footHeight, footSize, foot(i + 1, count),
               Weight::Regular);
  return impl_->bytes();
}

}  // namespace billing::sandbox
