export { ChannelsModule } from './channels.module';
export { Channel } from './channel.entity';
export { ChannelService } from './channel.service';
