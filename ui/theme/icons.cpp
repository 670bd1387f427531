#include "ui/theme/icons.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

// A static library's resources are linked only when somebody asks for them; the macro must stand outside any namespace.
static void initIconResources() {
  Q_INIT_RESOURCE(icons);
}

namespace billing::ui {

namespace {

class SymbolEngine final : public QIconEngine {
 public:
  SymbolEngine(QString name, Tone tone) : name_(std::move(name)), tone_(tone) {}

  void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
    const int size = qMin(rect.width(), rect.height());
    const QPixmap drawn = symbolPixmap(name_, size, color(mode), painter->device()->devicePixelRatioF());
    painter->drawPixmap(rect.x() + (rect.width() - size) / 2, rect.y() + (rect.height() - size) / 2, drawn);
  }
  QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State) override {
    return symbolPixmap(name_, qMin(size.width(), size.height()), color(mode), 1.0);
  }
  QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal scale) override {
    QPixmap drawn = symbolPixmap(name_, qRound(qMin(size.width(), size.height()) / scale), color(mode), scale);
    drawn.setDevicePixelRatio(scale);
    return drawn;
  }
  [[nodiscard]] QIconEngine* clone() const override { return new SymbolEngine(name_, tone_); }

 private:
  [[nodiscard]] QColor color(QIcon::Mode mode) const {
    const Tokens& tokens = tokensFor(QGuiApplication::palette());
    return mode == QIcon::Disabled ? mixed(tokens.muted, tokens.surface, 0.6) : tokens.tone(tone_);
  }
  QString name_;
  Tone tone_;
};

QPixmap draw(const QString& name, int size, const QColor& color, qreal ratio) {
  initIconResources();
  QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
  QPixmap pixmap(QSize(size, size) * ratio);
  pixmap.fill(Qt::transparent);
  if (!file.open(QIODevice::ReadOnly)) return pixmap;
  QByteArray text = file.readAll();
  text.replace("#000000", color.name().toLatin1());
  QSvgRenderer renderer(text);
  QPainter painter(&pixmap);
  painter.setRenderHint(QPainter::Antialiasing);
  renderer.render(&painter, QRectF(0, 0, pixmap.width(), pixmap.height()));
  return pixmap;
}

}  // namespace

QIcon symbol(const QString& name) {
  return symbol(name, Tone::Neutral);
}

QIcon symbol(const QString& name, Tone tone) {
  return QIcon(new SymbolEngine(name, tone));
}

QPixmap symbolPixmap(const QString& name, int size, const QColor& color, qreal deviceRatio) {
  const QString key = QStringLiteral("symbol/%1/%2/%3/%4").arg(name).arg(size).arg(color.rgba()).arg(deviceRatio);
  QPixmap pixmap;
  if (!QPixmapCache::find(key, &pixmap)) {
    pixmap = draw(name, qMax(1, size), color, deviceRatio);
    pixmap.setDevicePixelRatio(deviceRatio);
    QPixmapCache::insert(key, pixmap);
  }
  return pixmap;
}

}  // namespace billing::ui
