// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "FarEnd.h"

#include "Exchange.h"

#include <spectrum/Codec.h>

#include <QCryptographicHash>
#include <QTimer>

namespace spectrum::loopback
{

namespace
{

const QString echoName = QStringLiteral("echo");
const QString silentName = QStringLiteral("silent");
const QString failName = QStringLiteral("fail");
const QString modelName = QStringLiteral("model");
const QString shyName = QStringLiteral("shy");
// What is said to it, the user says to Echo with another client of the network.
const QString telephoneName = QStringLiteral("telephone");
const QString quietRoom = QStringLiteral("#quiet");
const QString privateRoom = QStringLiteral("#private");
// "#crowd-20000" has so many people in it.
const QString crowdPrefix = QStringLiteral("#crowd-");
const QString friendsPrefix = QStringLiteral("friends-");
constexpr int mostPeople = 1'000'000;
constexpr size_t mostRooms = 1000;
constexpr size_t mostBlocked = 1000;
constexpr int mostFriends = 10'000;
constexpr int friendsAtOnce = 50;

Error notInRoom()
{
    return {ErrorKind::NotInRoom, QStringLiteral("You are not in that room.")};
}

Error nobodyThere()
{
    return {ErrorKind::NotFound, QStringLiteral("There is nobody with that name.")};
}

QList<Participant> peopleOf(const RoomId &room)
{
    QList<Participant> people{{.nickname = echoName, .role = Role::Moderator}};
    const QString name = room.toString();
    const int count = name.startsWith(crowdPrefix) ? name.mid(crowdPrefix.size()).toInt() : 0;
    for (int number = 1; number <= std::min(count, mostPeople); ++number)
        people.append(Participant{.nickname = QStringLiteral("person %1").arg(number)});
    return people;
}

bool isAnswered(const Peer &peer)
{
    return peer.kind == Peer::Kind::Contact ? peer.id != silentName : peer.id != quietRoom;
}

} // namespace

FarEnd::FarEnd(Exchange &exchange, NetworkHost &host, std::function<void(const QByteArray &)> answer,
               std::function<quint32()> nextNumber)
    : m_exchange(exchange),
      m_answer(std::move(answer)),
      m_asker(
          host, [this](const Event &event) { say(event); }, std::move(nextNumber))
{
}

void FarEnd::handleFrame(QByteArrayView frame)
{
    const Result<Command> command = codec::decodeCommand(frame);
    if (command)
        std::visit(*this, command.value());
    else
        say(NoticeReceived{command.error().detail});
}

void FarEnd::say(const Event &event)
{
    if (!isBlocked(event))
        m_answer(codec::encode(event));
}

bool FarEnd::isBlocked(const Event &event) const
{
    if (m_blocked.empty())
        return false;
    const Peer *peer = nullptr;
    if (const auto *received = std::get_if<MessageReceived>(&event))
        peer = received->message.origin == Origin::Self ? nullptr : &received->message.peer;
    else if (const auto *typing = std::get_if<TypingChanged>(&event))
        peer = &typing->peer;
    else if (const auto *asked = std::get_if<AuthorisationRequested>(&event))
        return m_blocked.contains(asked->contact.id);
    return peer && peer->kind == Peer::Kind::Contact && m_blocked.contains(peer->contactId());
}

void FarEnd::welcome()
{
    m_blocked.clear();
    for (const auto &[room, stay] : m_stays)
        sayJoined(room, stay);
}

void FarEnd::operator()(const SendMessage &order)
{
    const std::optional<Error> refusal = refusalOf(order.message);
    if (order.request != RequestId::None) {
        if (!refusal)
            say(DeliveryChanged{order.request, DeliveryState::Accepted, {}});
        say(DeliveryChanged{order.request, refusal ? DeliveryState::Failed : DeliveryState::Confirmed,
                            refusal});
    }
    if (refusal)
        return;
    Q_EMIT m_exchange.heard(order.message);
    if (order.message.peer == Peer::contact(ContactId(shyName)))
        say(AuthorisationRequested{Contact{.id = ContactId(shyName), .name = QStringLiteral("Shy")},
                                   QStringLiteral("May I see you?")});
    if (order.message.peer == Peer::contact(ContactId(telephoneName)))
        say(MessageReceived{Message{
            .peer = Peer::contact(ContactId(echoName)), .origin = Origin::Self, .body = order.message.body}});
    if (order.message.peer.id.startsWith(friendsPrefix))
        introduceFriends(1, std::min(order.message.peer.id.mid(friendsPrefix.size()).toInt(), mostFriends),
                         order.message.body);
    if (order.message.peer == Peer::contact(ContactId(Asker::name())))
        m_asker.handleMessage(order.message.body);
    if (order.message.peer == Peer::contact(ContactId(modelName)))
        pose(order.message.body);
    if (!isAnswered(order.message.peer))
        return;
    Message answer = order.message;
    answer.id = {};
    answer.author = answer.peer.kind == Peer::Kind::Contact ? QString() : echoName;
    say(MessageReceived{std::move(answer)});
}

void FarEnd::operator()(const SetPresence &order)
{
    say(ContactPresenceChanged{ContactId(echoName), order.presence});
}

void FarEnd::operator()(const SetTyping &order)
{
    if (isAnswered(order.peer))
        say(TypingChanged{order.peer, order.state});
}

void FarEnd::operator()(const JoinRoom &order)
{
    const auto refuse = [&](ErrorKind kind, const QString &text) {
        say(RoomLeft{.room = order.room, .error = Error{kind, text}});
    };
    if (!order.room.toString().startsWith(QLatin1Char('#')))
        return refuse(ErrorKind::NotFound, QStringLiteral("There is no such room."));
    if (order.room.toString() == privateRoom)
        return refuse(ErrorKind::MembersOnly, QStringLiteral("Only members may enter this room."));
    if (order.nickname.isEmpty() || order.nickname == echoName)
        return refuse(ErrorKind::NameInUse, QStringLiteral("Somebody in the room has that nickname."));
    if (m_stays.size() >= mostRooms)
        return refuse(ErrorKind::Overloaded, QStringLiteral("You are in too many rooms."));
    const auto stay = m_stays.try_emplace(order.room, Stay{order.nickname, {}}).first;
    if (!sayJoined(stay->first, stay->second))
        m_stays.erase(stay);
}

void FarEnd::operator()(const LeaveRoom &order)
{
    m_stays.erase(order.room);
    say(RoomLeft{.room = order.room, .text = order.text});
}

void FarEnd::operator()(const SetSubject &order)
{
    const auto stay = m_stays.find(order.room);
    if (stay == m_stays.end())
        return finish(order.request, notInRoom());
    stay->second.subject = order.subject;
    say(SubjectChanged{order.room, order.subject, stay->second.nickname});
    finish(order.request);
}

void FarEnd::operator()(const SetNickname &order)
{
    const auto stay = m_stays.find(order.room);
    if (stay == m_stays.end())
        return finish(order.request, notInRoom());
    if (order.nickname.isEmpty() || order.nickname == echoName)
        return finish(order.request,
                      Error{ErrorKind::NameInUse, QStringLiteral("Somebody in the room has that nickname.")});
    const QString before = std::exchange(stay->second.nickname, order.nickname);
    say(ParticipantRenamed{order.room, before, Participant{.nickname = order.nickname}});
    finish(order.request);
}

void FarEnd::operator()(const ListRooms &order)
{
    say(RoomsListed{order.request,
                    {Room{.id = RoomId(QStringLiteral("#loopback")), .participants = 1},
                     Room{.id = RoomId(quietRoom), .participants = 1}}});
    finish(order.request);
}

void FarEnd::operator()(const SetContact &order)
{
    say(ContactChanged{order.contact});
    say(ContactPresenceChanged{order.contact.id, Presence{Availability::Online}});
    finish(order.request);
}

void FarEnd::operator()(const RemoveContact &order)
{
    say(ContactRemoved{order.contact});
    finish(order.request);
}

void FarEnd::operator()(const AnswerLoginStep &order)
{
    m_asker.handleAnswer(order);
}

void FarEnd::operator()(const AnswerAuthorisation &order)
{
    if (order.answer == AnswerAuthorisation::Answer::Granted)
        say(ContactChanged{Contact{.id = order.contact}});
    finish(order.request);
}

void FarEnd::operator()(const RequestProfile &order)
{
    const Person *person = personOf(order.contact);
    if (!person)
        return finish(order.request, nobodyThere());
    say(ProfileReceived{order.request, person->profile});
    finish(order.request);
}

void FarEnd::operator()(const SetProfile &order)
{
    m_echo.profile = order.profile;
    finish(order.request);
}

void FarEnd::operator()(const RequestPicture &order)
{
    const Person *person = personOf(order.contact);
    if (!person)
        return finish(order.request, nobodyThere());
    say(PictureReceived{order.request, person->picture});
    finish(order.request);
}

void FarEnd::operator()(const SetPicture &order)
{
    m_echo.picture = order.picture;
    sayPicture(echoName, m_echo);
    finish(order.request);
}

void FarEnd::operator()(const SearchContacts &order)
{
    const QString wanted = order.terms.value(QStringLiteral("name"));
    if (wanted.isEmpty())
        return finish(order.request,
                      Error{ErrorKind::InvalidInput, QStringLiteral("Say which name to look for.")});
    ContactsFound found{.request = order.request};
    if (QString(echoName).contains(wanted, Qt::CaseInsensitive))
        found.contacts.append({.contact = {.id = ContactId(echoName), .name = QStringLiteral("Echo")},
                               .lines = {{QStringLiteral("Says"), QStringLiteral("what you say")}}});
    say(found);
    finish(order.request);
}

void FarEnd::operator()(const SetBlocked &order)
{
    if (order.contact.toString().isEmpty() || order.contact.toString() == failName)
        return finish(order.request, nobodyThere());
    if (order.wish == SetBlocked::Wish::Heard)
        m_blocked.erase(order.contact);
    else if (m_blocked.size() >= mostBlocked)
        return finish(order.request,
                      Error{ErrorKind::Overloaded, QStringLiteral("You have blocked too many people.")});
    else
        m_blocked.insert(order.contact);
    finish(order.request);
}

// Whoever is asked comes at once.
void FarEnd::operator()(const InviteToRoom &order)
{
    if (!m_stays.contains(order.room))
        return finish(order.request, notInRoom());
    const QString name = order.contact.toString();
    if (name.isEmpty() || name == failName)
        return finish(order.request, nobodyThere());
    if (name == echoName)
        return finish(order.request,
                      Error{ErrorKind::NotAllowed, QStringLiteral("They are in that room already.")});
    say(ParticipantChanged{order.room, Participant{.nickname = name, .contact = order.contact}});
    finish(order.request);
}

void FarEnd::operator()(const RunAction &order)
{
    finish(order.request, m_asker.run(order.id));
}

const FarEnd::Person *FarEnd::personOf(const ContactId &contact) const
{
    if (contact.toString() == echoName)
        return &m_echo;
    return contact.toString() == modelName ? &m_model : nullptr;
}

void FarEnd::pose(const QString &text)
{
    const QString what = text.section(u' ', 0, 0);
    const QString how = text.section(u' ', 1);
    if (what == QLatin1String("name"))
        m_model.profile.fullName = how;
    else if (what == QLatin1String("note"))
        m_model.profile.note = how;
    if (what != QLatin1String("picture"))
        return;
    m_model.picture.bytes = QByteArray::fromBase64(how.toLatin1());
    sayPicture(modelName, m_model);
}

void FarEnd::sayPicture(const QString &name, const Person &person)
{
    const QByteArray &bytes = person.picture.bytes;
    const QByteArray version =
        bytes.isEmpty() ? QByteArray() : QCryptographicHash::hash(bytes, QCryptographicHash::Sha1).toHex();
    say(PictureChanged{ContactId(name), version});
}

// A few at a time, as a network sends a long list.
void FarEnd::introduceFriends(int first, int last, const QString &group)
{
    const int end = std::min(last, first + friendsAtOnce - 1);
    for (int number = first; number <= end; ++number) {
        const ContactId id(QStringLiteral("friend %1").arg(number));
        if (group == QLatin1String("leave")) {
            say(ContactRemoved{id});
            continue;
        }
        say(ContactChanged{Contact{id, QStringLiteral("Friend %1").arg(number), {group}}});
        say(ContactPresenceChanged{id, Presence{Availability::Online}});
    }
    if (end < last)
        QTimer::singleShot(0, &m_context,
                           [this, end, last, group] { introduceFriends(end + 1, last, group); });
}

void FarEnd::finish(RequestId request, std::optional<Error> error)
{
    if (request != RequestId::None)
        say(RequestFinished{request, std::move(error)});
}

bool FarEnd::sayJoined(const RoomId &room, const Stay &stay)
{
    QList<Participant> people = peopleOf(room);
    people.append(Participant{.nickname = stay.nickname});
    const int count = int(people.size());
    const QByteArray frame = codec::encode(RoomJoined{
        Room{.id = room, .subject = stay.subject, .participants = count}, stay.nickname, std::move(people)});
    if (frame.size() <= codec::maximumFrameSize) {
        m_answer(frame);
        return true;
    }
    say(RoomLeft{.room = room,
                 .error = Error{ErrorKind::TooLarge,
                                QStringLiteral("There are too many people in this room: %1.").arg(count)}});
    return false;
}

std::optional<Error> FarEnd::refusalOf(const Message &message) const
{
    if (message.peer.kind != Peer::Kind::Contact && !m_stays.contains(message.peer.roomId()))
        return notInRoom();
    if (message.peer.kind == Peer::Kind::Participant && message.peer.nickname != echoName)
        return Error{ErrorKind::NotFound, QStringLiteral("Nobody in the room has that nickname.")};
    if (message.peer.id == failName || message.peer.id.isEmpty())
        return Error{ErrorKind::NotFound, QStringLiteral("There is nobody with that name.")};
    return {};
}

} // namespace spectrum::loopback
