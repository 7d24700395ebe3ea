// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "Deeds.h"

#include "EvilSession.h"

#include <array>
#include <cerrno>
#include <clocale>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <stdexcept>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace spectrum::evil
{

namespace
{

constexpr size_t mebibyte = 1024 * 1024;
constexpr size_t bytesToHog = 10'000 * mebibyte;
constexpr size_t bytesAtOnce = 16 * mebibyte;
constexpr int mostChildren = 200;
constexpr int mostDescriptors = 100'000;
constexpr int mostDepth = 10'000'000;
constexpr qsizetype hugeText = 20'000'000;

void dereferenceNull(EvilSession &)
{
    volatile int *volatile nowhere = nullptr;
    *nowhere = 1;
}

void loop(EvilSession &)
{
    volatile bool isGoingOn = true;
    while (isGoingOn) {
    }
}

// As libraries do that take a memory that is full for the end of the world.
void hogMemory(EvilSession &)
{
    for (size_t taken = 0; taken < bytesToHog; taken += bytesAtOnce) {
        void *piece = ::malloc(bytesAtOnce); // NOLINT: kept for good
        if (piece == nullptr)
            ::abort();
        ::memset(piece, 1, bytesAtOnce);
    }
}

void leakDescriptors(EvilSession &session)
{
    int count = 0;
    while (count < mostDescriptors && ::open("/dev/null", O_RDONLY) >= 0)
        ++count;
    session.say(
        QStringLiteral("%1 descriptors, then: %2").arg(count).arg(QString::fromUtf8(strerror(errno))));
}

void makeProcesses(EvilSession &session)
{
    int count = 0;
    int why = 0;
    for (int i = 0; i < mostChildren; ++i) {
        const pid_t child = ::fork();
        if (child == 0) {
            ::pause();
            ::_exit(0);
        }
        child > 0 ? ++count : why = errno;
    }
    std::array<char *, 2> words{const_cast<char *>("true"), nullptr};
    const int started = ::execv("/bin/true", words.data());
    session.say(QStringLiteral("%1 processes (%2), exec: %3")
                    .arg(count)
                    .arg(QString::fromUtf8(strerror(why)))
                    .arg(started == 0 ? QStringLiteral("works") : QString::fromUtf8(strerror(errno))));
}

void callFromAnotherThread(EvilSession &session)
{
    std::thread([&sink = session.sink()] {
        for (int number = 0; number < 1000; ++number)
            sink.handleEvent(NoticeReceived{QStringLiteral("From elsewhere.")});
    }).join();
}

void throwAll(EvilSession &session)
{
    session.manners().isThrowing = true;
    throw std::runtime_error("This account throws.");
}

void changeTheProcess(EvilSession &session)
{
    ::setlocale(LC_ALL, "C");
    ::setenv("LC_ALL", "tr_TR.UTF-8", 1);
    for (int number = 1; number < 32; ++number)
        ::signal(number, SIG_IGN);
    ::umask(0777);
    const int moved = ::chdir("/");
    session.say(QStringLiteral("chdir: %1").arg(moved));
    for (int number = 0; number < 3; ++number)
        ::close(number);
}

// Stands for a name resolution that never ends.
void waitForEver(EvilSession &)
{
    std::array<int, 2> ends{};
    char letter = 0;
    if (::pipe(ends.data()) == 0)
        while (::read(ends[0], &letter, 1) < 0 && errno == EINTR) {
        }
}

void beQuiet(EvilSession &session)
{
    session.manners().isQuiet = true;
}

void beLate(EvilSession &session)
{
    session.manners().isLate = true;
}

void beGrave(EvilSession &session)
{
    session.manners().isGrave = true;
}

// More than any stack holds.
int fall(int depth)
{
    std::array<volatile char, 4096> room{};
    room[static_cast<size_t>(depth) % room.size()] = 1;
    return depth == mostDepth ? room[0] : fall(depth + 1) + room[0];
}

void overflowTheStack(EvilSession &session)
{
    session.say(QString::number(fall(0)));
}

void say(EvilSession &session, Event &&event)
{
    session.sink().handleEvent(std::move(event));
}

void talkJunk(EvilSession &session)
{
    const QString odd =
        QStringLiteral("\x01\x0b<&>]]>\"'") + QChar(0xd800) + QChar(0) + QChar(0xffff) + QChar(0x202e);
    const QString huge(hugeText, u'x');
    const ContactId oddContact(odd);
    const RoomId oddRoom(odd);
    say(session, ContactChanged{});
    say(session, ContactChanged{{.id = oddContact, .name = odd, .groups = {odd, {}, odd}}});
    say(session, ContactRemoved{ContactId(QStringLiteral("nobody"))});
    say(session, ContactPresenceChanged{oddContact, {static_cast<Availability>(200), odd, {}}});
    say(session,
        MessageReceived{{.peer = {static_cast<Peer::Kind>(77), odd, odd}, .body = odd, .html = odd}});
    say(session, MessageReceived{{.peer = Peer::contact(oddContact), .author = odd, .body = huge}});
    say(session, MessageReceived{{.peer = {}, .body = {}}});
    say(session, DeliveryChanged{RequestId(0xffff'ffff'ffff'ffff), static_cast<DeliveryState>(9), {}});
    say(session, RequestFinished{RequestId(12345), Error{static_cast<ErrorKind>(222), odd, odd}});
    say(session,
        RoomJoined{{.id = oddRoom, .subject = odd, .participants = -77}, odd, {{.nickname = odd}, {}}});
    say(session, ParticipantLeft{oddRoom, odd, static_cast<LeaveReason>(99), odd, odd});
    say(session, ParticipantRenamed{oddRoom, odd, {.nickname = {}}});
    say(session, SubjectChanged{{}, huge, odd});
    say(session, RoomsListed{RequestId(1), QList<Room>(1000, Room{.id = oddRoom, .name = odd})});
    say(session,
        LoginStepRequired{{.number = 1, .title = odd, .fields = {{.key = odd, .choiceValues = {odd}}}}});
    say(session, AuthorisationRequested{{.id = oddContact}, odd});
    say(session, PictureReceived{RequestId(3), {}});
    say(session, TypingChanged{{static_cast<Peer::Kind>(5), odd, odd}, static_cast<TypingState>(8)});
    say(session, NoticeReceived{odd});
    say(session, StateChanged{.state = static_cast<SessionState>(88), .ownName = huge});
}

struct Deed {
    const char *name;
    void (*act)(EvilSession &);
};

constexpr Deed deeds[] = {
    {"abort", [](EvilSession &) { ::abort(); }},
    {"null", dereferenceNull},
    {"loop", loop},
    {"hog", hogMemory},
    {"leak", leakDescriptors},
    {"fork", makeProcesses},
    {"storm", [](EvilSession &session) { session.beginStorm(); }},
    {"late", beLate},
    {"grave", beGrave},
    {"thread", callFromAnotherThread},
    {"throw", throwAll},
    {"locale", changeTheProcess},
    {"dns", waitForEver},
    {"exit", [](EvilSession &) { ::_exit(0); }},
    {"quiet", beQuiet},
    {"deep", overflowTheStack},
    {"junk", talkJunk},
    {"peek", [](EvilSession &session) { session.say(peekAround(session.prey())); }},
};

} // namespace

void (*deedOf(const QString &name))(EvilSession &)
{
    for (const Deed &deed : deeds) {
        if (name == QLatin1String(deed.name))
            return deed.act;
    }
    return nullptr;
}

} // namespace spectrum::evil
