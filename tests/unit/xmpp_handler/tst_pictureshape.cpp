// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "handler/PictureShape.h"

#include <QTest>
#include <QtEndian>

using spectrum::xmpp::PictureShape;

namespace
{

QByteArray big(quint32 number)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(number, bytes.data());
    return bytes;
}

QByteArray little(quint32 number, qsizetype count)
{
    QByteArray bytes(4, '\0');
    qToLittleEndian(number, bytes.data());
    return bytes.first(count);
}

QByteArray png(quint32 width, quint32 height)
{
    return QByteArray("\x89PNG\r\n\x1a\n", 8) + big(13) + "IHDR" + big(width) + big(height) +
           QByteArray("\x08\x06\0\0\0", 5);
}

QByteArray gif(quint32 width, quint32 height)
{
    return "GIF89a" + little(width, 2) + little(height, 2) + QByteArray(3, '\0');
}

// With a segment before the frame, and a fill byte before its marker.
QByteArray jpeg(quint16 width, quint16 height)
{
    return QByteArray("\xff\xd8\xff\xe0\x00\x06JFIF\xff\xff\xc2\x00\x11\x08", 16) + big(height).last(2) +
           big(width).last(2) + QByteArray(4, '\0');
}

QByteArray webp(const QByteArray &kind, const QByteArray &content)
{
    return "RIFF" + little(0, 4) + "WEBP" + kind + little(quint32(content.size()), 4) +
           content.leftJustified(16, '\0');
}

} // namespace

class tst_PictureShape : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsItsKinds_data();
    void knowsItsKinds();
    void knowsNothingElse_data();
    void knowsNothingElse();
    void cutShortIsNoPicture();
    void largeIsNotAcceptable_data();
    void largeIsNotAcceptable();
    void smallIsAcceptable();
};

void tst_PictureShape::knowsItsKinds_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("mediaType");
    QTest::newRow("png") << png(300, 200) << QStringLiteral("image/png");
    QTest::newRow("gif") << gif(300, 200) << QStringLiteral("image/gif");
    QTest::newRow("jpeg") << jpeg(300, 200) << QStringLiteral("image/jpeg");
    QTest::newRow("webp, extended") << webp("VP8X", little(0, 4) + little(299, 3) + little(199, 3))
                                    << QStringLiteral("image/webp");
    QTest::newRow("webp, lossy") << webp("VP8 ", QByteArray(6, '\0') + little(300, 2) + little(200, 2))
                                 << QStringLiteral("image/webp");
    QTest::newRow("webp, lossless") << webp("VP8L", '\x2f' + little(299 | 199 << 14, 4))
                                    << QStringLiteral("image/webp");
}

void tst_PictureShape::knowsItsKinds()
{
    QFETCH(QByteArray, bytes);
    const auto shape = PictureShape::of(bytes);
    QVERIFY(shape);
    QTEST(QString::fromLatin1(shape->mediaType), "mediaType");
    QCOMPARE(shape->width, 300U);
    QCOMPARE(shape->height, 200U);
}

void tst_PictureShape::knowsNothingElse_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a drawing with a script")
        << QByteArray("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>");
    QTest::newRow("a page") << QByteArray("<html><img src='x'></html>");
    QTest::newRow("a program") << QByteArray("\x7f"
                                             "ELF")
                                      .leftJustified(64, '\0');
    QTest::newRow("sound in the same container") << webp("VP8X", {}).replace("WEBP", "WAVE");
    QTest::newRow("an unknown kind of webp") << webp("ALPH", {});
    QTest::newRow("png without its header") << png(3, 2).replace("IHDR", "IDAT");
    QTest::newRow("jpeg without a frame") << QByteArray("\xff\xd8\xff\xe0\x00\x02\xff\xd9", 8);
    QTest::newRow("jpeg with a segment of no length")
        << QByteArray("\xff\xd8\xff\xe0\x00\x00\xff\xe0\x00\x00\x00\x00", 12);
    QTest::newRow("jpeg with something between") << QByteArray("\xff\xd8 0123456789", 13);
}

void tst_PictureShape::knowsNothingElse()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(!PictureShape::of(bytes));
}

void tst_PictureShape::cutShortIsNoPicture()
{
    for (const QByteArray &whole : {png(3, 2), gif(3, 2), jpeg(3, 2), webp("VP8X", {})}) {
        for (qsizetype size = 0; size < 10; ++size)
            QVERIFY(!PictureShape::of(whole.first(size)));
        // Whatever is cut off, nothing beyond the end is read.
        for (qsizetype size = 10; size < whole.size(); ++size)
            (void)PictureShape::of(QByteArray(whole.constData(), size));
    }
}

void tst_PictureShape::largeIsNotAcceptable_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("60,000 × 60,000") << png(60'000, 60'000);
    QTest::newRow("wide and flat") << png(100'000, 1);
    QTest::newRow("too many pixels") << png(4'000, 4'000);
    QTest::newRow("a product that does not fit") << png(0xffffffff, 0xffffffff);
    QTest::newRow("no width") << gif(0, 10);
    QTest::newRow("no height") << jpeg(10, 0);
    QTest::newRow("too many bytes") << png(64, 64).leftJustified(spectrum::xmpp::maximumPictureBytes + 1,
                                                                 '\0');
}

void tst_PictureShape::largeIsNotAcceptable()
{
    QFETCH(QByteArray, bytes);
    QVERIFY(!PictureShape::ofAcceptable(bytes));
}

void tst_PictureShape::smallIsAcceptable()
{
    QVERIFY(PictureShape::ofAcceptable(png(64, 64).leftJustified(spectrum::xmpp::maximumPictureBytes, '\0')));
    QVERIFY(PictureShape::ofAcceptable(png(2'048, 2'048)));
}

QTEST_GUILESS_MAIN(tst_PictureShape)
#include "tst_pictureshape.moc"
