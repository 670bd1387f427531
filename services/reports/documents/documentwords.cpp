#include "reports/documents/documentwords.h"

#include <QLocale>
#include <array>

namespace billing::reports {
namespace {

constexpr std::size_t kLanguages = 6;
using WordRow = std::array<const char*, kLanguages>;

// In the order of Word; columns in the order of documentLanguages().
constexpr std::array<WordRow, static_cast<std::size_t>(Word::Count)> kWords{{
    {"Invoice", "Rechnung", "Facture", "Factura", "請求書", "فاتورة"},
    {"Receipt", "Quittung", "Reçu", "Recibo", "領収書", "إيصال"},
    {"Credit note", "Gutschrift", "Avoir", "Nota de crédito", "返金伝票", "إشعار دائن"},
    {"Number", "Nummer", "Numéro", "Número", "番号", "الرقم"},
    {"Issued", "Ausgestellt am", "Date d’émission", "Fecha de emisión", "発行日", "تاريخ الإصدار"},
    {"Due", "Fällig am", "Échéance", "Vencimiento", "支払期限", "تاريخ الاستحقاق"},
    {"Paid on", "Bezahlt am", "Payée le", "Pagada el", "支払日", "تاريخ الدفع"},
    {"From", "Von", "De", "De", "発行元", "من"},
    {"Bill to", "An", "À", "Para", "請求先", "إلى"},
    {"Description", "Beschreibung", "Description", "Descripción", "内容", "الوصف"},
    {"Quantity", "Menge", "Quantité", "Cantidad", "数量", "الكمية"},
    {"Tax", "Steuer", "Taxe", "Impuesto", "税率", "الضريبة"},
    {"Amount", "Betrag", "Montant", "Importe", "金額", "المبلغ"},
    {"Subtotal without tax", "Zwischensumme ohne Steuer", "Sous-total hors taxe", "Subtotal sin impuestos",
     "小計（税抜）", "المجموع قبل الضريبة"},
    {"Tax %1 on %2", "Steuer %1 auf %2", "Taxe %1 sur %2", "Impuesto %1 sobre %2", "税 %1（対象 %2）",
     "ضريبة %1 على %2"},
    {"Tax", "Steuer", "Taxe", "Impuesto", "税", "الضريبة"},
    {"Total", "Gesamtbetrag", "Total", "Total", "合計", "الإجمالي"},
    {"Paid", "Bezahlt", "Payé", "Pagado", "支払済", "المدفوع"},
    {"Credited", "Gutgeschrieben", "Crédité", "Abonado", "返金済", "المبلغ المُعاد"},
    {"Settled from balance", "Mit Guthaben verrechnet", "Réglé par solde", "Liquidado con saldo", "残高から充当",
     "مسدد من الرصيد"},
    {"Amount due", "Offener Betrag", "Montant dû", "Importe pendiente", "未払額", "المبلغ المستحق"},
    {"Payments", "Zahlungen", "Paiements", "Pagos", "支払い", "المدفوعات"},
    {"Credit notes", "Gutschriften", "Avoirs", "Notas de crédito", "返金伝票", "الإشعارات الدائنة"},
    {"Carried over", "Übertrag", "À reporter", "Suma y sigue", "次ページへ繰越", "يُرحَّل"},
    {"Brought forward", "Übertrag von der Vorseite", "Report", "Suma anterior", "前ページより繰越",
     "مُرحَّل من الصفحة السابقة"},
    {"Page %1 of %2", "Seite %1 von %2", "Page %1 sur %2", "Página %1 de %2", "%1 / %2 ページ", "صفحة %1 من %2"},
    {"Not itemised by the provider", "Vom Anbieter nicht aufgeschlüsselt", "Non détaillé par le prestataire",
     "Sin desglosar por el proveedor", "決済会社による内訳なし", "لم يفصّلها مزود الدفع"},
    {"As charged by the provider", "Wie vom Anbieter abgerechnet", "Tel que facturé par le prestataire",
     "Según lo cobrado por el proveedor", "決済会社の請求どおり", "كما حصّلها مزود الدفع"},
    {"Proration", "Anteilig", "Prorata", "Prorrateo", "日割り", "تناسبي"},
    {"Corrects invoice %1", "Berichtigt Rechnung %1", "Rectifie la facture %1", "Rectifica la factura %1",
     "請求書 %1 の訂正", "يصحّح الفاتورة %1"},
    {"Corrects payment %1", "Berichtigt Zahlung %1", "Rectifie le paiement %1", "Rectifica el pago %1",
     "支払い %1 の訂正", "يصحّح الدفعة %1"},
    {"Reason", "Grund", "Motif", "Motivo", "理由", "السبب"},
    {"Reference", "Referenz", "Référence", "Referencia", "参照番号", "المرجع"},
    {"Tax id", "Steuernummer", "N° fiscal", "NIF", "税番号", "الرقم الضريبي"},
    {"TEST: made in test mode, no real money was charged",
     "TEST: im Testmodus erstellt, kein echtes Geld wurde eingezogen",
     "TEST : créé en mode test, aucun argent réel n’a été prélevé",
     "TEST: creado en modo de prueba, no se ha cobrado dinero real", "TEST：テストモードで作成。実際の請求はありません",
     "TEST: أُنشئ في وضع الاختبار ولم تُحصَّل أموال حقيقية"},
    {"Draft", "Entwurf", "Brouillon", "Borrador", "下書き", "مسودة"},
    {"Open", "Offen", "Ouverte", "Pendiente", "未払い", "غير مدفوعة"},
    {"Paid", "Bezahlt", "Payée", "Pagada", "支払済", "مدفوعة"},
    {"Void", "Storniert", "Annulée", "Anulada", "無効", "ملغاة"},
    {"Uncollectible", "Uneinbringlich", "Irrécouvrable", "Incobrable", "回収不能", "غير قابلة للتحصيل"},
    {"Payment received", "Zahlung erhalten", "Paiement reçu", "Pago recibido", "入金", "دفعة مستلمة"},
    {"of which tax", "davon Steuer", "dont taxe", "de los cuales impuestos", "うち税額", "منها ضريبة"},
}};

}  // namespace

const QStringList& documentLanguages() {
  static const QStringList languages{QStringLiteral("en"), QStringLiteral("de"), QStringLiteral("fr"),
                                     QStringLiteral("es"), QStringLiteral("ja"), QStringLiteral("ar")};
  return languages;
}

QString documentLanguage(const QString& wish) {
  const QString word = (wish.isEmpty() ? QLocale::system().name() : wish).left(2).toLower();
  return documentLanguages().contains(word) ? word : QStringLiteral("en");
}

bool runsFromRightToLeft(const QString& language) {
  return language == QStringLiteral("ar");
}

QString wordOf(Word word, const QString& language) {
  const auto column = std::max<qsizetype>(0, documentLanguages().indexOf(language));
  return QString::fromUtf8(kWords.at(static_cast<std::size_t>(word)).at(static_cast<std::size_t>(column)));
}

}  // namespace billing::reports
