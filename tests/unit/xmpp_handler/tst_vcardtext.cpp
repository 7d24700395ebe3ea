// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "handler/VCardText.h"

#include "Pictures.h"
#include "stream/ElementReader.h"

#include <QTest>

using namespace spectrum;
using namespace spectrum::testing;
using namespace spectrum::xmpp;

namespace
{

Element parse(const QByteArray &xml)
{
    ElementReader reader;
    reader.feed("<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
                "version='1.0'>");
    reader.feed(xml);
    while (auto item = reader.take()) {
        if (const auto *stanza = std::get_if<ElementReader::Stanza>(&*item))
            return stanza->element;
    }
    return {};
}

Profile full()
{
    return {.fullName = QStringLiteral("Bob Builder"),
            .nickname = QStringLiteral("bob"),
            .email = QStringLiteral("bob@example.org"),
            .telephone = QStringLiteral("+49 30 1"),
            .website = QStringLiteral("https://bob.example"),
            .birthday = QStringLiteral("1990-02"),
            .note = QStringLiteral("Can he fix it?"),
            .more = {}};
}

} // namespace

class tst_VCardText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsWrittenCanBeRead();
    void namelessProfilesGetTheNameGiven();
    void otherLinesGoIntoTheDescription();
    void whatMeansSomethingInXmlIsOnlyText();
    void everythingIsCut();
    void charactersAreNotCutInHalf();
    void manyLinesAreCut();
    void readProfilesAreCut();
    void picturesAreRead();
    void wrongPicturesAreNotRead_data();
    void wrongPicturesAreNotRead();
};

void tst_VCardText::whatIsWrittenCanBeRead()
{
    const Element vCard =
        parse(vcards::write(full(), QStringLiteral("x"), {png(8), QStringLiteral("image/png")}));
    QVERIFY(vCard.is(u"vCard", u"vcard-temp"));
    QVERIFY(vcards::readProfile(vCard) == full());
    QCOMPARE(vcards::readPicture(vCard).bytes, png(8));
    QCOMPARE(vcards::readPicture(vCard).mediaType, QStringLiteral("image/png"));
}

void tst_VCardText::namelessProfilesGetTheNameGiven()
{
    const QByteArray vCard = vcards::write({}, QStringLiteral("bob"), {});
    QCOMPARE(vCard, QByteArray("<vCard xmlns=\"vcard-temp\"><FN>bob</FN><NICKNAME>bob</NICKNAME></vCard>")
                        .replace('"', vCard.contains('"') ? '"' : '\''));
}

void tst_VCardText::otherLinesGoIntoTheDescription()
{
    Profile profile = full();
    profile.more = {{QStringLiteral("Town"), QStringLiteral("Berlin")},
                    {QStringLiteral("Tool"), QStringLiteral("Hammer")}};
    QCOMPARE(parse(vcards::write(profile, {}, {})).childText(u"DESC"),
             QStringLiteral("Can he fix it?\nTown: Berlin\nTool: Hammer"));
}

void tst_VCardText::whatMeansSomethingInXmlIsOnlyText()
{
    Profile profile = full();
    profile.note = QStringLiteral("</DESC><PHOTO/>&\x01");
    const Element vCard = parse(vcards::write(profile, {}, {}));
    QVERIFY(!vCard.child(u"PHOTO"));
    QCOMPARE(vCard.childText(u"DESC"), QStringLiteral("</DESC><PHOTO/>&") + QChar(0xfffd));
}

void tst_VCardText::everythingIsCut()
{
    const QString long_(1'000'000, u'x');
    const Profile profile{.fullName = long_,
                          .nickname = long_,
                          .email = long_,
                          .telephone = long_,
                          .website = long_,
                          .birthday = long_,
                          .note = long_,
                          .more = {{long_, long_}, {long_, long_}}};
    const QByteArray written = vcards::write(profile, long_, {});
    QVERIFY2(written.size() < 32'000, QByteArray::number(written.size()));
    const Element vCard = parse(written);
    QCOMPARE(vCard.childText(u"FN").size(), 1000);
    QVERIFY(vCard.childText(u"FN").endsWith(QChar(0x2026)));
    QVERIFY(vCard.childText(u"DESC").size() > 8000);
}

void tst_VCardText::charactersAreNotCutInHalf()
{
    for (int before = 990; before <= 1000; ++before) {
        const Profile profile{.fullName =
                                  QString(before, u'x') + QString(QStringLiteral("\U0001F600")).repeated(20)};
        const QString name = parse(vcards::write(profile, {}, {})).childText(u"FN");
        QVERIFY(name.size() <= 1000);
        QVERIFY(!name.contains(QChar(0xfffd)));
    }
}

void tst_VCardText::manyLinesAreCut()
{
    Profile profile;
    for (int number = 0; number < 100'000; ++number)
        profile.more.append({QStringLiteral("L"), QString::number(number)});
    const QString description = parse(vcards::write(profile, {}, {})).childText(u"DESC");
    QCOMPARE(description.count(u'\n'), 99);
}

void tst_VCardText::readProfilesAreCut()
{
    const QByteArray text(20'000, 'x');
    const Profile profile =
        vcards::readProfile(parse("<vCard xmlns='vcard-temp'><FN>" + text + "</FN><EMAIL><USERID>" + text +
                                  "</USERID></EMAIL><DESC>" + text + "</DESC></vCard>"));
    QCOMPARE(profile.fullName.size(), 1000);
    QCOMPARE(profile.email.size(), 1000);
    QCOMPARE(profile.note.size(), 8000);
    QVERIFY(profile.nickname.isEmpty());
}

void tst_VCardText::picturesAreRead()
{
    // Clients break lines as they like, and what they call the type does not count.
    QByteArray text = png(8).toBase64();
    text.insert(10, "\n  ");
    const Picture picture =
        vcards::readPicture(parse("<vCard xmlns='vcard-temp'><PHOTO><TYPE>text/html</TYPE><BINVAL>" + text +
                                  "</BINVAL></PHOTO></vCard>"));
    QCOMPARE(picture.bytes, png(8));
    QCOMPARE(picture.mediaType, QStringLiteral("image/png"));
}

void tst_VCardText::wrongPicturesAreNotRead_data()
{
    QTest::addColumn<QByteArray>("photo");
    const auto row = [](const char *name, const QByteArray &bytes) {
        QTest::newRow(name) << "<PHOTO><BINVAL>" + bytes.toBase64() + "</BINVAL></PHOTO>";
    };
    row("too many pixels", png(char(0x60), char(0xea)));
    row("no pixels", png(0));
    row("a program", "<svg><script>alert(1)</script></svg>");
    row("too many bytes", png(8) + QByteArray(140 * 1024, 'x'));
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("empty") << QByteArray("<PHOTO/>");
    QTest::newRow("no Base64") << QByteArray("<PHOTO><BINVAL>%%%%</BINVAL></PHOTO>");
    QTest::newRow("elsewhere") << QByteArray("<PHOTO><EXTVAL>http://10.0.0.1/</EXTVAL></PHOTO>");
}

void tst_VCardText::wrongPicturesAreNotRead()
{
    QFETCH(const QByteArray, photo);
    QVERIFY(vcards::readPicture(parse("<vCard xmlns='vcard-temp'>" + photo + "</vCard>")).bytes.isEmpty());
}

QTEST_GUILESS_MAIN(tst_VCardText)
#include "tst_vcardtext.moc"
