// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include <spectrum/Codec.h>

#include "RandomValue.h"

#include <QtTest>

using namespace spectrum;

class CodecTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void defaultsSurvive();
    void randomValuesSurvive();
    void accountsSurvive();
    void everyTruncationIsAnError();
    void everyExtensionIsAnError();
    void changedBytesNeverCrash();
    void skipsFieldsOfANewerWriter();
    void keepsDefaultsOfAnOlderWriter();
    void refuses_data();
    void refuses();
    void refusesOversizedFrames();
    void fullRooms();
    void secretsAreWiped();
    void anHourIsAnHour();
    void isFast();
};

namespace
{

Result<Event> decode(const Event &, QByteArrayView frame)
{
    return codec::decodeEvent(frame);
}
Result<Command> decode(const Command &, QByteArrayView frame)
{
    return codec::decodeCommand(frame);
}

// Calls check with random values of every alternative of both variants.
template <typename Check>
void forRandomValues(int rounds, Check check)
{
    spectrum::testing::RandomValue random(20260101);
    for (int round = 0; round < rounds && !QTest::currentTestFailed(); ++round) {
        for (const Event &event : random.each<Event>())
            check(event);
        for (const Command &command : random.each<Command>())
            check(command);
    }
}

QByteArray field(const QByteArray &content)
{
    QByteArray length(4, '\0');
    qToLittleEndian(static_cast<quint32>(content.size()), length.data());
    return length + content;
}

// NoticeReceived with the given body of the struct.
QByteArray notice(const QByteArray &body)
{
    return QByteArray(1, static_cast<char>(Event(NoticeReceived{}).index())) + body;
}

} // namespace

void CodecTest::defaultsSurvive()
{
    spectrum::testing::RandomValue random(1);
    for (const Event &event : random.each<Event>()) {
        const Event empty =
            std::visit([](const auto &value) -> Event { return std::decay_t<decltype(value)>(); }, event);
        QVERIFY(codec::decodeEvent(codec::encode(empty)).value() == empty);
    }
}

void CodecTest::randomValuesSurvive()
{
    forRandomValues(300, [](const auto &value) {
        const auto decoded = decode(value, codec::encode(value));
        QVERIFY2(decoded.isOk() && decoded.value() == value, qPrintable(QString::number(value.index())));
    });
}

void CodecTest::accountsSurvive()
{
    spectrum::testing::RandomValue random(2);
    for (int i = 0; i < 100; ++i) {
        Account account;
        random.fill(account);
        const Result<Account> decoded = codec::decodeAccount(codec::encode(account));
        QVERIFY(decoded.isOk());
        QVERIFY(decoded->user == account.user && decoded->name == account.name);
        QVERIFY(decoded->secret == account.secret && decoded->options == account.options);
    }
}

void CodecTest::everyTruncationIsAnError()
{
    forRandomValues(3, [](const auto &value) {
        const QByteArray frame = codec::encode(value);
        for (qsizetype size = 0; size < frame.size(); ++size) {
            const auto decoded = decode(value, QByteArrayView(frame).first(size));
            QVERIFY(!decoded.isOk());
            QCOMPARE(decoded.error().kind, ErrorKind::InvalidInput);
        }
    });
}

void CodecTest::everyExtensionIsAnError()
{
    forRandomValues(3, [](const auto &value) {
        QVERIFY(!decode(value, codec::encode(value) + '\0').isOk());
        QVERIFY(!decode(value, codec::encode(value) + field("x")).isOk());
    });
}

void CodecTest::changedBytesNeverCrash()
{
    QRandomGenerator random(3);
    forRandomValues(5, [&random](const auto &value) {
        const QByteArray frame = codec::encode(value);
        for (qsizetype i = 0; i < frame.size(); ++i) {
            QByteArray changed = frame;
            changed[i] = static_cast<char>(random.generate());
            const auto decoded = decode(value, changed);
            if (decoded.isOk())
                QVERIFY(decode(value, codec::encode(decoded.value())).isOk());
        }
    });
}

void CodecTest::skipsFieldsOfANewerWriter()
{
    const QByteArray text = field(QByteArray("h\0i\0", 4));
    const Result<Event> decoded = codec::decodeEvent(notice("\x03" + text + field("new") + field("")));
    QVERIFY(decoded.isOk());
    QVERIFY(decoded.value() == Event(NoticeReceived{QStringLiteral("hi")}));
}

void CodecTest::keepsDefaultsOfAnOlderWriter()
{
    const Result<Event> decoded = codec::decodeEvent(notice(QByteArray(1, '\0')));
    QVERIFY(decoded.isOk());
    QVERIFY(decoded.value() == Event(NoticeReceived{}));
}

void CodecTest::refuses_data()
{
    QTest::addColumn<QByteArray>("frame");
    const QByteArray one("\x01");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("an unknown alternative") << QByteArray("\xFF\0", 2);
    QTest::newRow("half a character") << notice(one + field("abc"));
    QTest::newRow("a length beyond the end") << notice(one + QByteArray("\xFF\xFF\xFF\xFF", 4) + "ab");
    QTest::newRow("a field too few") << notice("\x02" + field(""));
    QTest::newRow("a field too many") << notice(one + field("") + field(""));
    // StateChanged: its first field is an enumeration of five.
    QTest::newRow("an unknown enumerator") << QByteArray(1, '\0') + one + field("\x05");
    QTest::newRow("a wide enumerator") << QByteArray(1, '\0') + one + field(QByteArray("\x01\0", 2));
    const QByteArray three =
        QByteArray(1, '\0') + "\x04" + field(QByteArray(1, '\0')) + field("") + field("");
    QTest::newRow("a negative duration") << three + field(QByteArray(8, '\xFF'));
    QTest::newRow("an endless duration") << three + field(QByteArray(7, '\xFF') + '\x7F');
    // RoomsListed: its second field is a list.
    const QByteArray list =
        QByteArray(1, static_cast<char>(Event(RoomsListed{}).index())) + "\x02" + field(QByteArray(8, '\0'));
    QTest::newRow("a list of four thousand million") << list + field(QByteArray(4, '\xFF'));
    QTest::newRow("a list without a count") << list + field("\x01");
}

void CodecTest::refuses()
{
    QFETCH(QByteArray, frame);
    const Result<Event> decoded = codec::decodeEvent(frame);
    QVERIFY(!decoded);
    QCOMPARE(decoded.error().kind, ErrorKind::InvalidInput);
}

void CodecTest::refusesOversizedFrames()
{
    const QString text(codec::maximumFrameSize / 2, QLatin1Char('a'));
    QVERIFY(!codec::decodeEvent(codec::encode(Event(NoticeReceived{text}))));
    QVERIFY(codec::decodeEvent(codec::encode(Event(NoticeReceived{text.chopped(100)}))).isOk());
}

// A room of 20,000 people with long names is one frame. One of 100,000 is not: its writer must say so, as the
// loopback network does, and a reader that gets it nevertheless hears of an error.
void CodecTest::fullRooms()
{
    RoomJoined joined{.room = {.id = RoomId(QStringLiteral("#crowd"))}, .ownNickname = QStringLiteral("ann")};
    for (int number = 0; number < 20'000; ++number)
        joined.participants.append(
            {.nickname = QStringLiteral("somebody with a rather long name %1").arg(number)});
    const QByteArray large = codec::encode(Event(joined));
    QVERIFY2(large.size() <= codec::maximumFrameSize, qPrintable(QString::number(large.size())));
    const Result<Event> decoded = codec::decodeEvent(large);
    QVERIFY(decoded);
    QCOMPARE(std::get<RoomJoined>(decoded.value()).participants.size(), 20'000);
    for (int number = 20'000; number < 100'000; ++number)
        joined.participants.append(
            {.nickname = QStringLiteral("somebody with a rather long name %1").arg(number)});
    const QByteArray huge = codec::encode(Event(joined));
    QVERIFY(huge.size() > codec::maximumFrameSize);
    const Result<Event> refused = codec::decodeEvent(huge);
    QVERIFY(!refused);
    QCOMPARE(refused.error().kind, ErrorKind::InvalidInput);
    QVERIFY(refused.error().detail.contains(QString::number(huge.size())));
}

void CodecTest::secretsAreWiped()
{
    const JoinRoom join{RoomId(QStringLiteral("r")), QStringLiteral("n"), Secret("hunter2")};
    QByteArray frame = codec::encode(Command(join));
    QVERIFY(frame.contains("hunter2"));
    QVERIFY(codec::decodeCommand(frame).value() == Command(join));
    codec::wipeFrame(frame);
    QVERIFY(frame.isEmpty());
}

void CodecTest::anHourIsAnHour()
{
    const Message message{.sentAt = QDateTime(QDate(2026, 1, 1), QTime(12, 0), QTimeZone(3600))};
    const Result<Event> decoded = codec::decodeEvent(codec::encode(Event(MessageReceived{message})));
    const QDateTime sentAt = std::get<MessageReceived>(decoded.value()).message.sentAt;
    QCOMPARE(sentAt, message.sentAt);
    QCOMPARE(sentAt.timeSpec(), Qt::UTC);
}

void CodecTest::isFast()
{
    Message message{.peer = Peer::contact(ContactId(QStringLiteral("somebody@network.example")))};
    message.body = QStringLiteral("A line of text of the usual length, as people write it.");
    const Event event = MessageReceived{message};
    QBENCHMARK
    {
        QVERIFY(codec::decodeEvent(codec::encode(event)).isOk());
    }
}

QTEST_APPLESS_MAIN(CodecTest)
#include "tst_codec.moc"
